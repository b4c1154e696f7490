// The player's money and tickets, as the server tells them.

import { $, say } from './dom.js';
import { again } from './going.js';
import { tell } from './outcome.js';
import { cash, clock, page, quietly, state } from './page.js';
import { t } from './strings.js';
import { numberOf } from './tickets-view.js';

const BETS_PAGE = 15;
const SESSION_BETS_MAX = 200;
const COUNTED = new Set(['RESERVED', 'ACCEPTED', 'SETTLED']);
// A credit reaches the wallet a little after the settlement.
const CREDIT_DELAYS_MS = [300, 1500, 4000];

export function drawBalance() {
  say($('balance'), state.balance === null ? t('balanceUnknown') : cash(state.balance));
}

export async function refreshBalance() {
  const answer = await quietly(page.api.balance());
  if (!answer) return;
  const balance = answer.known === false ? null : answer.balance;
  // The casino around us hears that money moved, never how much.
  if (balance !== state.balance) parent.postMessage({ fairdraw: 'balance' }, '*');
  state.balance = balance;
  drawBalance();
}

export async function refreshBets() {
  const before = new Map(state.tickets.map((ticket) => [ticket.ticketId, ticket]));
  const list = await quietly(page.api.bets(BETS_PAGE));
  if (!list) return;
  takeTickets(list.items);
  if (state.more === null || state.tickets.length <= BETS_PAGE) state.more = list.next || null;
  conclude();
  for (const ticket of list.items) {
    const old = before.get(ticket.ticketId);
    if (old && old.payout === 0 && ticket.payout > 0) celebrate(ticket);
  }
  page.tickets.draw();
  drawSession();
}

export async function moreBets() {
  const list = await quietly(page.api.bets(BETS_PAGE, state.more));
  if (!list) return;
  takeTickets(list.items);
  state.more = list.next || null;
  page.tickets.draw();
}

/** Everything placed since the session began, for what the player is told about it. */
export async function loadSession() {
  const list = await quietly(page.api.betsSince(state.since, SESSION_BETS_MAX));
  if (list) takeTickets(list.items);
}

/** How long this session is and what it won or lost so far; what is not decided counts as staked. */
export function drawSession() {
  const mine = state.tickets.filter((ticket) => COUNTED.has(ticket.state) && Date.parse(ticket.createdAt) >= state.since);
  const net = mine.reduce((sum, ticket) => sum + ticket.payout - (ticket.freeBetId ? 0 : ticket.stake), 0);
  const minutes = Math.max(0, Math.floor((clock.now() - state.since) / 60_000));
  say($('session'), t('session', { count: minutes, amount: net > 0 ? `+${cash(net)}` : cash(net).replace('-', '−') }));
}

export function takeTickets(tickets) {
  const all = new Map(state.tickets.map((ticket) => [ticket.ticketId, ticket]));
  for (const ticket of tickets) all.set(ticket.ticketId, { ...all.get(ticket.ticketId), ...ticket });
  state.tickets = [...all.values()].sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
}

/** A return that is not more than the stake is told, but it is no win. */
function celebrate(ticket) {
  const won = ticket.payout > (ticket.freeBetId ? 0 : ticket.stake);
  const words = t(won ? 'say.won' : 'say.back', {
    amount: cash(ticket.payout), stake: cash(ticket.stake), number: numberOf(ticket),
  });
  tell({ kind: won ? 'won' : 'over', sticky: true, text: words, actions: again() });
  say($('live'), words);
  for (const delay of CREDIT_DELAYS_MS) setTimeout(refreshBalance, delay);
}

/** Tells that the newest bets are over when none of them won; a win tells itself. */
function conclude() {
  if (state.watched === null) return;
  const mine = state.tickets.filter((ticket) => numberOf(ticket) === state.watched);
  if (mine.some((ticket) => ticket.state === 'ACCEPTED' || ticket.state === 'RESERVED')) return;
  const settled = mine.filter((ticket) => ticket.state === 'SETTLED');
  const numbers = state.rounds.get(state.watched)?.numbers;
  if (settled.length > 0 && numbers && settled.every((ticket) => ticket.payout === 0)) {
    tell({
      kind: 'over', sticky: true, actions: again(),
      text: t('noWin', { number: state.watched, numbers: numbers.join(' ') }),
    });
  }
  state.watched = null;
}
