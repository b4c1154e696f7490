// The dial: a ten-second clock of the round, and three drums that the numbers land on.

import { s, h } from './dom.js';

const SIZE = 320;
const CENTRE = SIZE / 2;
const RING = 146;
const TICK_OUTER = 134;

const still = matchMedia('(prefers-reduced-motion: reduce)');

function point(radius, share) {
  const angle = share * 2 * Math.PI - Math.PI / 2;
  return [CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle)];
}

function arc(radius, from, to) {
  const [x1, y1] = point(radius, from);
  const [x2, y2] = point(radius, to);
  return `M${x1} ${y1}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${x2} ${y2}`;
}

/** Draws the face once; `move` then only turns the hand and shortens the arc. */
export class Dial {
  #hand;
  #left;
  #betShare;
  #length;

  constructor(svg, timing) {
    const bet = timing.betMs / timing.periodMs;
    const draw = timing.beaconMs / timing.periodMs;
    const gap = 0.006;
    this.#betShare = bet;
    this.#left = s('path', { d: arc(RING, gap, bet - gap), class: 'arc arc-left' });
    this.#hand = s('g', { class: 'hand' },
      s('line', { x1: CENTRE, y1: CENTRE - RING - 9, x2: CENTRE, y2: CENTRE - TICK_OUTER + 16 }),
      s('circle', { cx: CENTRE, cy: CENTRE - RING, r: 5.5 }));
    svg.setAttribute('viewBox', `0 0 ${SIZE} ${SIZE}`);
    svg.replaceChildren(
      s('path', { d: arc(RING, gap, bet - gap), class: 'arc arc-bet' }),
      s('path', { d: arc(RING, bet + gap, draw - gap), class: 'arc arc-seal' }),
      s('path', { d: arc(RING, draw + gap, 1 - gap), class: 'arc arc-draw' }),
      this.#left, ...ticks(timing.periodMs), this.#hand);
    this.#length = this.#left.getTotalLength();
  }

  /** `at` is the share of the period that has passed. */
  move(at) {
    this.#hand.style.transform = `rotate(${(at * 360).toFixed(2)}deg)`;
    const passed = Math.min(1, at / this.#betShare);
    this.#left.style.strokeDasharray = `${this.#length} ${this.#length}`;
    this.#left.style.strokeDashoffset = String(-this.#length * passed);
  }
}

function ticks(periodMs) {
  const seconds = Math.round(periodMs / 1000);
  const parts = [];
  for (let i = 0; i < seconds * 5; i++) {
    const major = i % 5 === 0;
    const [x1, y1] = point(TICK_OUTER, i / (seconds * 5));
    const [x2, y2] = point(TICK_OUTER - (major ? 11 : 5), i / (seconds * 5));
    parts.push(s('line', { x1, y1, x2, y2, class: major ? 'tick tick-major' : 'tick' }));
  }
  return parts;
}

const LAND_STAGGER_MS = 260;

/** Three windows with a strip of digits behind each. */
export class Drums {
  #drums;
  #shown = null;
  #timers = [];

  constructor(box, count) {
    this.#drums = Array.from({ length: count }, () => {
      const strip = h('span.strip', {}, ...Array.from({ length: 20 }, (_, i) => h('i', {}, String(i % 10))));
      const window = h('span.drum', {}, strip);
      return { window, strip };
    });
    box.replaceChildren(...this.#drums.map((drum) => drum.window));
  }

  /** Lets the drums run until the numbers are known. */
  spin() {
    if (this.#shown === 'spin') return;
    this.#reset('spin');
    for (const { window, strip } of this.#drums) {
      window.classList.remove('blank');
      window.classList.add(still.matches ? 'unknown' : 'spinning');
      strip.style.transform = '';
      strip.style.transition = '';
    }
  }

  /** Lands on a round's numbers, one drum after the other; at once when nothing was spinning. */
  land(round, numbers, done = () => {}) {
    const key = String(round);
    if (this.#shown === key) return;
    const animated = this.#shown === 'spin' && !still.matches;
    this.#reset(key);
    this.#drums.forEach((drum, index) => {
      const settle = () => {
        drum.window.classList.remove('spinning', 'unknown', 'blank');
        drum.strip.style.transition = animated ? '' : 'none';
        if (animated) {
          // Start a turn above, then fall into place.
          drum.strip.style.transition = 'none';
          drum.strip.style.transform = `translateY(${-(numbers[index] + 10) * 5 + 25}%)`;
          drum.strip.getBoundingClientRect();
          drum.strip.style.transition = '';
        }
        drum.strip.style.transform = `translateY(${-(numbers[index] + 10) * 5}%)`;
      };
      if (animated) this.#timers.push(setTimeout(settle, index * LAND_STAGGER_MS));
      else settle();
    });
    this.#timers.push(setTimeout(done, animated ? this.#drums.length * LAND_STAGGER_MS + 500 : 0));
  }

  #reset(key) {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    this.#shown = key;
  }
}
