// My bets: each ticket with what became of it, its receipt, and the proof that it was in the draw.

import { $, h, fill } from './dom.js';
import { betName } from './bet-view.js';
import { bytes, domain, betLeaf, rootOf, hex } from './pf1.js';
import { t, has } from './strings.js';

export class TicketsView {
  #state;
  #actions;
  #open = new Set();
  #proofs = new Map();
  #drawn = '';

  /** `actions`: more(), repeat(ticket), check(roundNumber), cash(minor), proof(ticketId, index). */
  constructor(state, actions) {
    this.#state = state;
    this.#actions = actions;
  }

  draw() {
    const { tickets, more } = this.#state;
    const numbers = tickets.map((ticket) => this.#state.rounds.get(numberOf(ticket))?.numbers?.join('') ?? '');
    const now = JSON.stringify([tickets, more, numbers, [...this.#open], [...this.#proofs]]);
    if (now === this.#drawn) return;
    this.#drawn = now;
    if (tickets.length === 0) {
      fill($('mine'), h('p.none', {}, t('myBetsNone')));
      return;
    }
    fill($('mine'),
      h('ul.tickets', {}, tickets.map((ticket) => this.#ticket(ticket))),
      more ? h('button.add', { type: 'button', 'data-key': 'more', onclick: () => this.#actions.more() }, t('more')) : null);
  }

  #ticket(ticket) {
    const number = numberOf(ticket);
    const numbers = this.#state.rounds.get(number)?.numbers;
    const state = ticket.state === 'SETTLED' ? settled(ticket) : ticket.state;
    const amount = this.#actions.cash(ticket.payout);
    const badge = state === 'WON' ? `+${amount}` : t(`state.${state}`, { amount });
    return h('li.ticket', { 'data-state': state },
      h('div.ticket-head', {},
        h('button.link', { type: 'button', 'data-key': `check-${ticket.ticketId}`, onclick: () => this.#actions.check(number) },
          t('round', { number }), numbers ? h('span.drew', {}, ` ${t('drewNumbers', { numbers: numbers.join(' ') })}`) : null),
        h('span.badge', {}, badge)),
      ticket.freeBetId ? h('p.why', {}, t('freeBet')) : null,
      h('ul.ticket-bets', {}, ticket.bets.map((bet) => this.#bet(bet))),
      (ticket.adjustments ?? []).map((it) => this.#adjustment(ticket, it)),
      ticket.reason || state === 'EXPIRED' ? h('p.why', {}, why(ticket)) : null,
      h('div.ticket-foot', {},
        ticket.receipt ? this.#receipt(ticket, number) : null,
        h('button.link.again', { type: 'button', 'data-key': `again-${ticket.ticketId}`, onclick: () => this.#actions.repeat(ticket) }, t('again'))));
  }

  #bet(bet) {
    const name = betName(bet);
    const won = bet.payout > 0;
    return h('li', { 'data-state': bet.state },
      h('span', {}, h('strong', {}, name.selection), ' ', name.market),
      h('span.sum', {}, won
        ? `${this.#actions.cash(bet.stake)} → ${this.#actions.cash(bet.payout)}`
        : this.#actions.cash(bet.stake)));
  }

  /** A correction is shown below the first result, which stays. */
  #adjustment(ticket, it) {
    const bet = ticket.bets.find((each) => each.index === it.index) ?? ticket.bets[it.index];
    const amount = this.#actions.cash(Math.abs(it.amount));
    const name = bet ? betName(bet).selection : '';
    return h('p.corrected', { 'data-transaction': it.transactionId },
      h('strong', {}, t(it.amount > 0 ? 'corrected.up' : 'corrected.down', { amount, bet: name })), ' ', it.reason);
  }

  #receipt(ticket, number) {
    const receipts = ticket.receipt.bets ?? [];
    const details = h('details', {
      open: this.#open.has(ticket.ticketId),
      ontoggle: (event) => {
        if (event.target.open) this.#open.add(ticket.ticketId);
        else this.#open.delete(ticket.ticketId);
      },
    },
    h('summary', { 'data-key': `receipt-${ticket.ticketId}` }, t('receipt')),
    receipts.map((receipt, index) => this.#paper(ticket, number, receipt, index)),
    h('dl.paper', {}, field('receiptSignature', ticket.receipt.signature)));
    return details;
  }

  #paper(ticket, number, receipt, index) {
    const key = `${ticket.ticketId}/${index}`;
    const proved = this.#proofs.get(key);
    return h('div', {},
      h('dl.paper', {},
        field('receiptLine', `${receipt.sequence}`), field('receiptLeaf', receipt.leaf), field('receiptHead', receipt.head)),
      proved
        ? h(`p.proved${proved.fits === false ? '.no' : ''}`, { role: 'status' }, proved.text)
        : h('button.link', { type: 'button', 'data-key': `prove-${key}`, onclick: () => this.#prove(ticket, number, index, key) }, t('receiptCheck')));
  }

  async #prove(ticket, number, index, key) {
    this.#proofs.set(key, await this.#proved(ticket, number, index));
    this.draw();
    if (this.#proofs.get(key).fits === undefined) this.#proofs.delete(key);
  }

  async #proved(ticket, number, index) {
    const { game } = this.#state;
    if (!globalThis.crypto?.subtle) return { text: t('checkInsecure') };
    let proof;
    try {
      proof = await this.#actions.proof(ticket.ticketId, ticket.bets[index].index ?? index);
    } catch {
      return { text: t('receiptLater') };
    }
    const bet = proof.bet ?? proof;
    const dom = await domain(game.chain.chainId, game.chain.contract, game.gameId);
    const leaf = await betLeaf(dom, number, bet.sequence, bet.salt, bet.betRecord);
    const root = await rootOf(leaf, bet.sequence, proof.betCount, proof.proof.map(bytes));
    const mine = ticket.receipt.bets[index];
    const fits = root !== null && hex(root) === proof.betRoot && hex(leaf) === mine.leaf;
    return fits
      ? { fits, text: t('receiptProved', { sequence: bet.sequence, count: proof.betCount, number }) }
      : { fits, text: t('receiptNotProved') };
  }
}

/** More than the stake is a win; less came back, but is none. */
function settled(ticket) {
  // A free bet cost nothing: whatever it pays is a win.
  if (ticket.payout > (ticket.freeBetId ? 0 : ticket.stake)) return 'WON';
  return ticket.payout > 0 ? 'BACK' : 'LOST';
}

function field(key, value) {
  if (value === undefined || value === null || value === '') return null;
  return [h('dt', {}, t(key)), h('dd', {}, String(value))];
}

function why(ticket) {
  const code = ticket.reason;
  const words = code && has(`problem.${code}`) ? t(`problem.${code}`) : '';
  const promise = ticket.state === 'EXPIRED' && !words.includes('given back') ? t('refundPromise') : '';
  const sentence = words ? words[0].toUpperCase() + words.slice(1) : '';
  return [sentence, promise].filter(Boolean).join(' ') || code || '';
}

export function numberOf(ticket) {
  return Number(String(ticket.roundId).split(':').at(-1));
}
