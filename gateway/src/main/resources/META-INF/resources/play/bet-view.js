// The composer and the ticket: draws the slip, and turns clicks into moves.

import { $, h, fill, say } from './dom.js';
import { MARKETS, BETS_MAX, bets, places, selection, total } from './slip.js';
import { parseMoney, payout, quickStakes, step, decimal } from './money.js';
import { t, has } from './strings.js';
import { randomBelow } from './api.js';

export class BetView {
  #state;
  #move;
  #cash;
  #stakeInput = null;
  #built = '';

  /** `state` has slip, markets, currency, exponent; `move` changes the slip; `cash` writes money. */
  constructor(state, move, cash) {
    this.#state = state;
    this.#move = move;
    this.#cash = cash;
    $('bet').addEventListener('keydown', (event) => this.#typed(event));
  }

  draw() {
    this.#markets();
    this.#facts();
    this.#pick();
    this.#stake();
    this.#lines();
  }

  #markets() {
    const { slip, markets } = this.#state;
    const box = $('markets');
    box.setAttribute('aria-label', t('market'));
    const known = markets.filter((market) => market.market in MARKETS);
    fill(box, known.map((market) => {
      const on = market.market === slip.market;
      return h('button', {
        type: 'button', role: 'radio', 'aria-checked': String(on), tabIndex: on ? 0 : -1,
        'data-key': `market-${market.market}`,
        onclick: () => this.#move({ type: 'market', market: market.market }),
        onkeydown: (event) => this.#arrows(event, known),
      },
      h('span.name', {}, t(`market.${market.market}`)),
      h('span.odds', {}, t('pays', { multiplier: market.selections[0].multiplier })));
    }));
  }

  #arrows(event, known) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = known.findIndex((market) => market.market === this.#state.slip.market);
    const next = known[(at + by + known.length) % known.length].market;
    this.#move({ type: 'market', market: next });
    $('markets').querySelector(`[data-key="market-${next}"]`)?.focus();
  }

  #figures(marketName) {
    return this.#state.markets.find((market) => market.market === marketName)?.selections[0];
  }

  #facts() {
    const { slip, outcomes } = this.#state;
    const figures = this.#figures(slip.market);
    if (!figures) return;
    say($('facts'), t('facts', {
      multiplier: figures.multiplier,
      oneIn: oneIn(outcomes, figures.covers),
      rtp: percent(figures.rtp),
    }));
  }

  #pick() {
    const { slip } = this.#state;
    const market = MARKETS[slip.market];
    const explain = h('p.explain', {}, t(`explain.${slip.market}`));
    fill($('pick'), market.kind === 'side' ? [explain, this.#sides(market)] : [this.#windows(), explain, this.#keypad()]);
  }

  #windows() {
    const { slip } = this.#state;
    const wanted = places(slip);
    const picking = MARKETS[slip.market].kind === 'place';
    const next = wanted.find((place) => slip.digits[place] === null);
    return h('div.windows', { role: picking ? 'radiogroup' : 'group', 'aria-label': t('selection') },
      [0, 1, 2].map((place) => {
        const mine = wanted.includes(place);
        const digit = mine ? slip.digits[place] : null;
        const label = `${t('place', { n: place + 1 })}: ${digit ?? (mine ? t('emptyDigit') : t('anyDigit'))}`;
        const classes = `window${mine ? '' : '.any'}${place === next ? '.next' : ''}`;
        const shown = digit ?? (mine ? '' : '·');
        return picking
          ? h(`button.${classes}`, {
            type: 'button', role: 'radio', 'aria-checked': String(mine), 'aria-label': label,
            'data-key': `window-${place}`, onclick: () => this.#move({ type: 'place', place }),
          }, String(shown))
          : h(`span.${classes}`, { role: 'img', 'aria-label': label }, String(shown));
      }));
  }

  #keypad() {
    const key = (label, name, onclick, aria, wide) => h(`button.key${wide ? '.key-word' : ''}`, {
      type: 'button', 'data-key': `key-${name}`, 'aria-label': aria, onclick,
    }, label);
    return h('div.keypad', { role: 'group', 'aria-label': t('keypad') },
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) =>
        key(String(digit), digit, () => this.#move({ type: 'digit', digit }))),
      key('⌫', 'erase', () => this.#move({ type: 'erase' }), t('erase')),
      key(t('random'), 'random', () => this.#move({ type: 'random', random: randomBelow }), null, true));
  }

  #sides(market) {
    const { slip } = this.#state;
    return h('div.sides', { role: 'radiogroup', 'aria-label': t('selection') },
      market.sides.map((side) => h('button.side', {
        type: 'button', role: 'radio', 'aria-checked': String(slip.side === side),
        'data-key': `side-${side}`, onclick: () => this.#move({ type: 'side', side }),
      }, h('strong', {}, t(side)), h('span', {}, t(`range.${side}`)))));
  }

  #stake() {
    const { slip, currency, exponent } = this.#state;
    if (this.#built !== currency) this.#buildStake(currency, exponent);
    for (const chip of $('stake').querySelectorAll('[data-stake]')) {
      chip.setAttribute('aria-pressed', String(Number(chip.dataset.stake) === slip.stake));
    }
    if (document.activeElement !== this.#stakeInput) {
      this.#stakeInput.value = decimal(slip.stake, exponent);
    }
    this.#stakeInput.style.width = `${Math.max(4, this.#stakeInput.value.length) + 0.4}ch`;
    const bad = slip.stake <= 0;
    this.#stakeInput.setAttribute('aria-invalid', String(bad));
    say($('stake-bad'), bad ? t('stakeBad', { example: decimal(10 ** exponent, exponent) }) : '');
  }

  #buildStake(currency, exponent) {
    this.#built = currency;
    this.#stakeInput = h('input', {
      id: 'stake-input', inputMode: 'decimal', autocomplete: 'off', maxLength: 14,
      'aria-describedby': 'stake-bad',
      oninput: (event) => this.#move({ type: 'stake', stake: parseMoney(event.target.value, exponent) ?? 0 }),
      onblur: () => this.draw(),
    });
    const nudge = (direction, sign, name) => h('button.nudge', {
      type: 'button', 'aria-label': `${t('stake')}: ${name}`,
      onclick: () => this.#move({ type: 'stake', stake: step(this.#state.slip.stake, direction, exponent, this.#state.minStake) }),
    }, sign);
    $('stake').replaceChildren(
      h('label.label', { htmlFor: 'stake-input' }, t('stake')),
      h('div.stepper', {}, nudge(-1, '−', t('stakeLess')),
        h('span.field', {}, h('span.unit', { 'aria-hidden': 'true' }, sign(currency)), this.#stakeInput),
        nudge(1, '+', t('stakeMore'))),
      h('div.chips', { role: 'group', 'aria-label': t('stakeQuick') },
        quickStakes(exponent).map((stake) => h('button.chip', {
          type: 'button', 'data-stake': stake, onclick: () => this.#move({ type: 'stake', stake }),
        }, this.#cash(stake).replace(/[.,]00$/, '')))),
      h('p.bad', { id: 'stake-bad' }));
  }

  #lines() {
    const { slip } = this.#state;
    const all = bets(slip);
    if (all.length === 0) {
      fill($('lines'), h('p.none', {}, t('ticketEmpty')));
      return;
    }
    const list = h('ul.bets', {}, all.map((bet, index) => {
      const draft = index >= slip.lines.length;
      const name = betName(bet);
      return h(`li${draft ? '.draft' : ''}`, {},
        h('span.what', {}, h('strong', {}, name.selection), ' ', h('span', {}, name.market)),
        h('span.sum', {}, h('span', {}, this.#cash(bet.stake)),
          h('small', {}, t('couldPay', { amount: this.#cash(payout(bet.stake, this.#figures(bet.market)?.multiplier ?? '0')) }))),
        h('button.remove', {
          type: 'button', 'data-key': `remove-${index}`,
          'aria-label': t('removeBet', { bet: `${name.market} ${name.selection}` }),
          onclick: () => this.#move(draft ? { type: 'clearCurrent' } : { type: 'remove', index }),
        }, '×'));
    }));
    const full = slip.lines.length >= BETS_MAX - 1;
    fill($('lines'), list,
      selection(slip) !== null && !full
        ? h('button.add', { type: 'button', 'data-key': 'add', onclick: () => this.#move({ type: 'add' }) }, `+ ${t('addBet')}`)
        : null,
      full ? h('p.none', {}, t('ticketFull', { max: BETS_MAX })) : null,
      all.length > 1 ? h('p.total', {}, h('span', {}, t('total')), h('strong', {}, this.#cash(total(slip)))) : null);
  }

  #typed(event) {
    if (event.target.tagName === 'INPUT' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) this.#move({ type: 'digit', digit: Number(event.key) });
    else if (event.key === 'Backspace') this.#move({ type: 'erase' });
    else return;
    event.preventDefault();
  }
}

/** A bet in words: what was picked, and the kind of bet. */
export function betName(bet) {
  const { market, selection: picked } = bet;
  const kind = has(`market.${market}`) ? t(`market.${market}`) : market;
  if (market === 'DIGIT') {
    const [place, digit] = picked.split(':');
    return { market: kind, selection: ['·', '·', '·'].map((dot, i) => (i + 1 === Number(place) ? digit : dot)).join('') };
  }
  if (market === 'FRONT_PAIR') return { market: kind, selection: `${picked}·` };
  if (market === 'BACK_PAIR') return { market: kind, selection: `·${picked}` };
  return { market: kind, selection: has(picked) ? t(picked) : picked };
}

function oneIn(outcomes, covers) {
  const ratio = outcomes / covers;
  return Number.isInteger(ratio) ? ratio.toLocaleString() : ratio.toFixed(2);
}

/** An exact share such as 0.885 or 177/200 as percent with two places. */
export function percent(share) {
  const text = String(share);
  if (text.endsWith('%')) return text.slice(0, -1).trim();
  const [numerator, denominator] = text.includes('/') ? text.split('/').map(Number) : [Number(text), 1];
  return ((numerator / denominator) * 100).toFixed(2);
}

function sign(currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0).find((part) => part.type === 'currency').value;
}
