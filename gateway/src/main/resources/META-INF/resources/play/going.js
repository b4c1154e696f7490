// The big button: from a slip to a ticket, and what is said about it.

import { newKey } from './api.js';
import { $, say } from './dom.js';
import { passed, tell } from './outcome.js';
import { cash, ended, now, page, state } from './page.js';
import { place } from './place.js';
import { drawBalance, refreshBalance, refreshBets, takeTickets } from './purse.js';
import { bets, reduce, selection, total } from './slip.js';
import { has, t } from './strings.js';
import { numberOf } from './tickets-view.js';

/** Changes the slip. */
export function move(step) {
  state.slip = reduce(state.slip, step);
  if (step.type !== 'placed') passed();
  if (state.going.state === 'armed' && bets(state.slip).length === 0) state.going = { state: 'idle' };
  page.bets.draw();
  drawGo();
}

/** Puts bets that were placed before on the slip again. */
export function repeat(list) {
  move({ type: 'repeat', bets: list.map(({ market, selection: picked, stake }) => ({ market, selection: picked, stake })) });
  $('go').focus({ preventScroll: true });
  $('go').scrollIntoView({ block: 'nearest' });
}

/** The button that repeats what was placed last, if anything was. */
export function again() {
  return state.last.length > 0 ? [{ text: t('betAgain'), act: () => repeat(state.last) }] : [];
}

export function drawGo() {
  const button = $('go');
  const label = goLabel();
  say(button, label.text);
  button.dataset.state = label.busy ? 'busy' : state.going.state;
  button.setAttribute('aria-disabled', String(Boolean(label.off || label.busy)));
}

function goLabel() {
  const list = bets(state.slip);
  const next = state.rounds.current?.number;
  switch (state.going.state) {
    case 'placing': return { text: t('go.placing'), busy: true };
    case 'asking': return { text: t('go.asking'), busy: true };
    case 'lost': return { text: t('go.retry') };
    case 'armed': return { text: next === undefined ? t('go.armedSoon') : t('go.armed', { number: next + 1 }) };
    default:
  }
  if (list.length === 0) return { text: t(selection(state.slip) === null ? 'go.choose' : 'go.stake'), off: true };
  const { name } = now();
  if (name === 'paused') return { text: t('go.paused'), off: true };
  return { text: t(name === 'open' ? 'go.place' : 'go.arm', { count: list.length, amount: cash(total(state.slip)) }) };
}

/** The button was pressed. */
export function go() {
  if ($('go').getAttribute('aria-disabled') === 'true') return;
  if (state.going.state === 'lost') {
    send(state.going.ticket, state.going.key);
  } else if (state.going.state === 'armed') {
    state.going = { state: 'idle' };
    drawGo();
  } else if (now().name === 'open') {
    placeNow();
  } else {
    state.going = { state: 'armed' };
    tell(null);
    drawGo();
  }
}

/** A round opened: what waited for it is placed. */
export function opened() {
  if (state.going.state !== 'armed' || now().name !== 'open') return;
  state.going = { state: 'idle' };
  placeNow();
}

function placeNow() {
  const list = bets(state.slip);
  if (list.length === 0) return;
  send({ roundId: state.rounds.current.roundId, currency: state.currency, bets: list }, newKey());
}

async function send(ticket, key) {
  state.going = { state: 'placing', ticket, key };
  tell(null);
  drawGo();
  const answer = await place(page.api, ticket, key, {
    onAsking: () => {
      state.going = { state: 'asking', ticket, key };
      drawGo();
    },
  });
  state.going = answer.kind === 'lost' ? { state: 'lost', ticket, key } : { state: 'idle' };
  landed(answer, ticket);
  drawGo();
  refreshBalance();
  refreshBets();
}

function landed(answer, asked) {
  switch (answer.kind) {
    case 'accepted': accepted(answer.ticket, asked); break;
    case 'declined': declined(answer); break;
    case 'unknown':
      move({ type: 'placed' });
      tell({
        kind: 'warn', sticky: true,
        text: answer.code === 'DEBIT_LATE' ? t('declined', { reason: reasonOf(answer.code) }) : t('unknown'),
      });
      break;
    case 'ended': ended(); break;
    default: tell({ kind: 'warn', sticky: true, text: t('lost') });
  }
}

function accepted(ticket, asked) {
  const number = numberOf(asked);
  const sequence = ticket.receipt?.bets?.[0]?.sequence ?? ticket.bets?.[0]?.sequence;
  state.last = asked.bets;
  state.watched = number;
  if (Number.isSafeInteger(ticket.balance)) state.balance = ticket.balance;
  drawBalance();
  takeTickets([ticket]);
  page.tickets.draw();
  move({ type: 'placed' });
  tell({
    kind: 'good', sticky: true, actions: again(),
    text: sequence === undefined
      ? t('acceptedPlain', { number }) : t('accepted', { number, sequence: Number(sequence) + 1 }),
  });
}

function declined({ code, problem }) {
  const largest = problem?.largestStake > 0 ? problem.largestStake : null;
  const words = t('declined', { reason: reasonOf(code) });
  tell({
    kind: 'bad',
    text: largest ? `${words} ${t('problemLargest', { amount: cash(largest) })}` : words,
    actions: largest ? [{ text: t('useLargest', { amount: cash(largest) }), act: () => useStake(largest) }] : [],
  });
}

function useStake(stake) {
  const list = bets(state.slip).map((bet) => ({ ...bet, stake: Math.min(bet.stake, stake) }));
  move({ type: 'stake', stake });
  move({ type: 'repeat', bets: list });
}

function reasonOf(code) {
  return has(`problem.${code}`) ? t(`problem.${code}`) : t('problem.other', { code });
}
