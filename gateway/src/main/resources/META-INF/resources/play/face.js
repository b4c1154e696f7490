// The face of the game: the dial, the drums, the phase and the latest results.

import { milestone, phase, secondsText } from './clock.js';
import { Dial, Drums } from './dial.js';
import { $, fill, h, say } from './dom.js';
import { drawGo, opened } from './going.js';
import { clock, now, page, state } from './page.js';
import { t } from './strings.js';

export const RESULTS_SHOWN = 12;
const LANDING_MAX_MS = 4000;
const LEFT_UNIT = { open: 'left.open', closed: 'left.draw', result: 'left.next' };
const URGENT_MS = 2000;

let dial;
let drums;
let phaseDrawn = '';
let leftBefore = 0;
let announced = 0;
let afterwards = [];

export function buildFace() {
  dial = new Dial($('dial'), state.timing);
  drums = new Drums($('drums'), state.digits);
}

/** Takes what is new about a round. */
export function takeRound(round) {
  const old = state.rounds.current;
  const known = state.rounds.get(round.number);
  const merged = state.rounds.take(round, clock.now());
  if (merged.numbers && !known?.numbers && merged.number <= announced) drawResults();
  const current = state.rounds.current;
  if (current && current.number !== old?.number) {
    say($('round'), t('round', { number: current.number }));
    opened();
  }
  drawFace();
}

/** Draws what changes with time; cheap enough for every frame. */
export function drawFace() {
  const where = now();
  dial.move(where.at);
  drawLeft(where);
  drawPhase(where);
  const newest = state.rounds.drawn(1)[0];
  if (undrawn()) drums.spin();
  else if (newest) drums.land(newest.number, newest.numbers, () => announce(newest));
}

function drawLeft({ name, leftMs }) {
  const unit = LEFT_UNIT[name];
  say($('left-number'), unit ? secondsText(leftMs) : '');
  say($('left-unit'), unit ? t(unit) : '');
  document.body.dataset.urgent = String(name === 'open' && leftMs < URGENT_MS);
  const left = name === 'open' ? leftMs : 0;
  const seconds = milestone(leftBefore, left);
  if (seconds && left > 0) say($('live'), t('say.seconds', { seconds }));
  leftBefore = left;
}

function drawPhase({ name }) {
  const number = state.rounds.current?.number;
  const key = `${name}/${number}`;
  if (key === phaseDrawn) return;
  phaseDrawn = key;
  document.body.dataset.phase = name;
  say($('phase'), t(`phase.${name}`));
  if (name === 'open') say($('live'), t('say.open', { number }));
  if (name === 'closing') say($('live'), t('say.closed'));
  drawGo();
}

/** Whether a round's bets are fixed and its numbers not there yet; it may be the one before. */
function undrawn() {
  const current = state.rounds.current;
  if (!current) return false;
  const waits = (round) => round?.openAt !== undefined && ['closed', 'drawing'].includes(phase(round, clock.now(), state.timing).name);
  return waits(current) || waits(state.rounds.get(current.number - 1));
}

function announce(round) {
  if (round.number <= announced) return;
  if (announced > 0) say($('live'), t('say.result', { number: round.number, numbers: round.numbers.join(' ') }));
  announced = round.number;
  drawResults();
  const due = afterwards.filter((waiting) => waiting.number <= announced);
  afterwards = afterwards.filter((waiting) => waiting.number > announced);
  for (const { then } of due) then();
}

/** Nothing tells a result before the drums do. */
export function afterLanding(number, then) {
  if (number <= announced) {
    then();
    return;
  }
  const waiting = { number, then };
  afterwards.push(waiting);
  setTimeout(() => {
    if (!afterwards.includes(waiting)) return;
    afterwards = afterwards.filter((other) => other !== waiting);
    then();
  }, LANDING_MAX_MS);
}

export function drawResults() {
  const drawn = state.rounds.drawn(RESULTS_SHOWN + 2)
    .filter((round) => round.number <= announced || announced === 0).slice(0, RESULTS_SHOWN);
  fill($('results'), drawn.length === 0 ? h('li.none', {}, t('resultsNone')) : drawn.map((round) =>
    h('li', {}, h('button.result', {
      type: 'button', 'data-key': `result-${round.number}`,
      'aria-label': t('checkRound', { number: round.number, numbers: round.numbers.join(' ') }),
      onclick: () => page.proof.show(round.number),
    }, h('b', {}, round.numbers.join('')), h('small', {}, `${round.number}`)))));
  page.tickets.draw();
}
