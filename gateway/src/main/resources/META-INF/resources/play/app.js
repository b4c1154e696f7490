// The game page: brings session, game, feed and views together.

import { Api, Problem, NoAnswer, claims, newKey } from './api.js';
import { BetView } from './bet-view.js';
import { ServerClock, milestone, phase, secondsText } from './clock.js';
import { Dial, Drums } from './dial.js';
import { $, h, fill, say } from './dom.js';
import { money, quickStakes } from './money.js';
import { place } from './place.js';
import { ProofView } from './proof-view.js';
import { Rounds, fromEvent, normal } from './rounds.js';
import { EMPTY, bets, reduce, selection, total } from './slip.js';
import { backoffMs, follow } from './sse.js';
import { language, speak, t, tOf } from './strings.js';
import { TicketsView, numberOf } from './tickets-view.js';

const TOKEN_KEY = 'fairdraw.token';
const RESULTS_SHOWN = 12;
const BETS_PAGE = 15;
const BEACON_GAP_MS = 1000;
const OVERDUE_MS = 2500;
const LANDING_MAX_MS = 4000;
const RESYNC_MS = 60_000;
const CREDIT_DELAYS_MS = [300, 1500, 4000];

const state = {
  config: {}, gameName: '', game: null, markets: [], outcomes: 1000, digits: 3,
  currency: 'EUR', exponent: 2, balance: null, slip: EMPTY,
  tickets: [], more: null, rounds: new Rounds(), paused: false,
  going: { state: 'idle' }, outcome: null, last: [], watched: null,
};
const clock = new ServerClock();
const stop = new AbortController();
let timing = { periodMs: 10_000, betMs: 6000, beaconMs: 7000 };
let api;
let dial;
let drums;
let betView;
let ticketsView;
let proofView;

const cash = (minor) => money(minor, state.currency, state.exponent, language());

function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    // The token is a key: it does not stay in the address.
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY);
}

function curtain(title, words) {
  fill($('curtain'), h('div', {}, h('h2', {}, title), h('p', {}, words)));
  $('curtain').hidden = false;
}

function ended() {
  stop.abort();
  sessionStorage.removeItem(TOKEN_KEY);
  curtain(t('sessionEnded'), t('sessionEndedText'));
}

// ---- slip and money

function move(step) {
  state.slip = reduce(state.slip, step);
  if (step.type !== 'placed' && state.outcome && !state.outcome.sticky) state.outcome = null;
  if (state.going.state === 'armed' && bets(state.slip).length === 0) state.going = { state: 'idle' };
  betView.draw();
  drawGo();
}

function drawBalance() {
  say($('balance'), state.balance === null ? t('balanceUnknown') : cash(state.balance));
}

async function refreshBalance() {
  const answer = await quietly(api.balance());
  if (!answer) return;
  const balance = answer.known === false ? null : answer.balance;
  if (balance !== state.balance) parent.postMessage({ fairdraw: 'balance' }, '*');
  state.balance = balance;
  drawBalance();
}

async function refreshBets() {
  const before = new Map(state.tickets.map((ticket) => [ticket.ticketId, ticket]));
  const page = await quietly(api.bets(BETS_PAGE));
  if (!page) return;
  for (const ticket of page.items) {
    const old = before.get(ticket.ticketId);
    if (old && old.payout === 0 && ticket.payout > 0) celebrate(ticket);
  }
  takeTickets(page.items);
  conclude();
  if (state.more === null || state.tickets.length <= BETS_PAGE) state.more = page.next || null;
  ticketsView.draw();
}

function takeTickets(tickets) {
  const all = new Map(state.tickets.map((ticket) => [ticket.ticketId, ticket]));
  for (const ticket of tickets) all.set(ticket.ticketId, { ...all.get(ticket.ticketId), ...ticket });
  state.tickets = [...all.values()].sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
}

async function moreBets() {
  const page = await quietly(api.bets(BETS_PAGE, state.more));
  if (!page) return;
  takeTickets(page.items);
  state.more = page.next || null;
  ticketsView.draw();
}

function celebrate(ticket) {
  const words = t('say.won', { amount: cash(ticket.payout), number: numberOf(ticket) });
  state.outcome = { kind: 'won', repeat: state.last.length > 0, sticky: true, text: words };
  drawGo();
  say($('live'), words);
  for (const delay of CREDIT_DELAYS_MS) setTimeout(refreshBalance, delay);
}

/** Tells that the newest bets are over when none of them won; a win has told itself. */
function conclude() {
  if (state.watched === null) return;
  const mine = state.tickets.filter((ticket) => numberOf(ticket) === state.watched);
  if (mine.some((ticket) => ticket.state === 'ACCEPTED' || ticket.state === 'RESERVED')) return;
  const settled = mine.filter((ticket) => ticket.state === 'SETTLED');
  const numbers = state.rounds.get(state.watched)?.numbers;
  if (settled.length > 0 && numbers && settled.every((ticket) => ticket.payout === 0)) {
    state.outcome = { kind: 'over', repeat: true, sticky: true, text: t('noWin', { number: state.watched, numbers: numbers.join(' ') }) };
    drawGo();
  }
  state.watched = null;
}

/** What failed in the background is asked again by the next event; only an ended session matters. */
async function quietly(promise) {
  try {
    return await promise;
  } catch (broken) {
    if (broken instanceof Problem && broken.status === 401) ended();
    else if (!(broken instanceof Problem || broken instanceof NoAnswer)) throw broken;
    return null;
  }
}

// ---- placing

function now() {
  return phase(state.rounds.current, clock.now(), timing, state.paused);
}

function goLabel() {
  const list = bets(state.slip);
  const amount = cash(total(state.slip));
  const next = state.rounds.current?.number;
  switch (state.going.state) {
    case 'placing': return { text: t('go.placing'), busy: true };
    case 'asking': return { text: t('go.asking'), busy: true };
    case 'lost': return { text: t('go.retry') };
    case 'armed': return { text: next === undefined ? t('go.armedSoon') : t('go.armed', { number: next + 1 }) };
    default:
  }
  const nothing = list.length === 0;
  if (nothing && selection(state.slip) !== null) return { text: t('go.stake'), off: true };
  if (nothing) return { text: t('go.choose'), off: true };
  const { name } = now();
  if (name === 'paused') return { text: t('go.paused'), off: true };
  return { text: t(name === 'open' ? 'go.place' : 'go.arm', { count: list.length, amount }) };
}

function drawGo() {
  const button = $('go');
  const label = goLabel();
  say(button, label.text);
  button.dataset.state = label.busy ? 'busy' : state.going.state;
  button.setAttribute('aria-disabled', String(Boolean(label.off || label.busy)));
  drawOutcome();
}

let outcomeDrawn = null;

function drawOutcome() {
  const { outcome } = state;
  if (outcome === outcomeDrawn) return;
  outcomeDrawn = outcome;
  const actions = [];
  if (outcome?.largest) {
    actions.push(h('button.add', { type: 'button', onclick: () => useStake(outcome.largest) },
      t('useLargest', { amount: cash(outcome.largest) })));
  }
  if (outcome?.repeat) {
    actions.push(h('button.add', { type: 'button', onclick: () => repeat(state.last) }, t('betAgain')));
  }
  $('outcome').dataset.kind = outcome?.kind ?? '';
  fill($('outcome'), outcome ? h('p', {}, outcome.text) : null, actions);
}

function useStake(stake) {
  const list = bets(state.slip).map((bet) => ({ ...bet, stake: Math.min(bet.stake, stake) }));
  move({ type: 'stake', stake });
  move({ type: 'repeat', bets: list });
}

function repeat(list) {
  move({ type: 'repeat', bets: list.map(({ market, selection: picked, stake }) => ({ market, selection: picked, stake })) });
  $('go').focus({ preventScroll: true });
  $('go').scrollIntoView({ block: 'nearest' });
}

function go() {
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
    state.outcome = null;
    drawGo();
  }
}

function placeNow() {
  const list = bets(state.slip);
  if (list.length === 0) return;
  send({ roundId: state.rounds.current.roundId, currency: state.currency, bets: list }, newKey());
}

async function send(ticket, key) {
  state.going = { state: 'placing', ticket, key };
  state.outcome = null;
  drawGo();
  const answer = await place(api, ticket, key, {
    onAsking: () => { state.going = { state: 'asking', ticket, key }; drawGo(); },
  });
  state.going = { state: 'idle' };
  landed(answer, ticket, key);
  drawGo();
  refreshBalance();
  refreshBets();
}

function landed(answer, asked, key) {
  const number = numberOf(asked);
  switch (answer.kind) {
    case 'accepted': {
      const { ticket } = answer;
      const sequence = ticket.receipt?.bets?.[0]?.sequence ?? ticket.bets?.[0]?.sequence;
      state.last = asked.bets;
      state.watched = number;
      state.outcome = {
        kind: 'good', repeat: true, sticky: true,
        text: sequence === undefined ? t('acceptedPlain', { number }) : t('accepted', { number, sequence: Number(sequence) + 1 }),
      };
      if (Number.isSafeInteger(ticket.balance)) state.balance = ticket.balance;
      drawBalance();
      takeTickets([ticket]);
      ticketsView.draw();
      move({ type: 'placed' });
      break;
    }
    case 'declined': {
      const largest = answer.problem?.largestStake;
      const reason = reasonOf(answer.code);
      state.outcome = {
        kind: 'bad', largest: largest > 0 ? largest : null,
        text: t('declined', { reason }) + (largest > 0 ? ` ${t('problemLargest', { amount: cash(largest) })}` : ''),
      };
      break;
    }
    case 'unknown':
      state.outcome = { kind: 'warn', sticky: true, text: answer.code === 'DEBIT_LATE' ? t('declined', { reason: reasonOf(answer.code) }) : t('unknown') };
      move({ type: 'placed' });
      break;
    case 'ended': ended(); break;
    default:
      state.going = { state: 'lost', ticket: asked, key };
      state.outcome = { kind: 'warn', sticky: true, text: t('lost') };
  }
}

function reasonOf(code) {
  const words = t(`problem.${code}`);
  return words === `problem.${code}` ? t('problem.other', { code }) : words;
}

// ---- rounds

function takeRound(round) {
  const old = state.rounds.current;
  const known = state.rounds.get(round.number);
  const merged = state.rounds.take(round, clock.now());
  if (merged.numbers && !known?.numbers && merged.number <= announced) drawResults();
  if (state.rounds.current && state.rounds.current.number !== old?.number) opened(state.rounds.current);
  drawPhase();
}

function opened(round) {
  say($('round'), t('round', { number: round.number }));
  if (state.going.state === 'armed' && now().name === 'open') {
    state.going = { state: 'idle' };
    placeNow();
  }
}

let phaseDrawn = '';
let leftBefore = 0;

function drawPhase() {
  const current = state.rounds.current;
  const { name, leftMs, at } = now();
  dial?.move(at);
  const overlap = undrawn();
  const text = name === 'open' || name === 'closed' || name === 'result' ? secondsText(leftMs) : '';
  say($('left-number'), text);
  const unit = { open: 'left.open', closed: 'left.draw', result: 'left.next' }[name];
  say($('left-unit'), unit && text ? t(unit) : '');
  if (name === 'open') {
    const seconds = milestone(leftBefore, leftMs);
    if (seconds) say($('live'), t('say.seconds', { seconds }));
    document.body.dataset.urgent = String(leftMs < 2000);
  } else {
    document.body.dataset.urgent = 'false';
  }
  leftBefore = name === 'open' ? leftMs : 0;
  const key = `${name}/${current?.number}`;
  if (key !== phaseDrawn) {
    phaseDrawn = key;
    document.body.dataset.phase = name;
    say($('phase'), t(`phase.${name}`));
    if (name === 'open') say($('live'), t('say.open', { number: current.number }));
    if (name === 'closing') say($('live'), t('say.closed'));
    drawGo();
  }
  const newest = state.rounds.drawn(1)[0];
  if (overlap) drums?.spin();
  else if (newest) drums?.land(newest.number, newest.numbers, () => announce(newest));
}

/** The round whose bets are fixed and whose numbers are not there yet. */
function undrawn() {
  const current = state.rounds.current;
  if (!current) return false;
  const waits = (round) => round && !round.numbers && round.state !== 'VOIDED' && round.state !== 'SKIPPED'
    && clock.now() >= round.confirmBy && round.openAt !== undefined;
  return waits(current) || waits(state.rounds.get(current.number - 1));
}

let announced = 0;
let afterwards = [];

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
function afterLanding(number, then) {
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

function drawResults() {
  const drawn = state.rounds.drawn(RESULTS_SHOWN + 2)
    .filter((round) => round.number <= announced || announced === 0).slice(0, RESULTS_SHOWN);
  fill($('results'), drawn.length === 0 ? h('li.none', {}, t('resultsNone')) : drawn.map((round) =>
    h('li', {}, h('button.result', {
      type: 'button', 'data-key': `result-${round.number}`,
      'aria-label': t('checkRound', { number: round.number, numbers: round.numbers.join(' ') }),
      onclick: () => proofView.show(round.number),
    }, h('b', {}, round.numbers.join('')), h('small', {}, `${round.number}`)))));
  ticketsView.draw();
}

async function sync() {
  const sent = Date.now();
  const answer = await quietly(api.currentRound(state.gameName));
  if (!answer) return;
  clock.sample(sent, Date.now(), Date.parse(answer.serverTime));
  state.paused = Boolean(answer.paused);
  if (answer.round) takeRound(normal({ ...answer.round, nextOpenAt: answer.nextOpenAt }));
  drawPhase();
}

async function backfill() {
  const [rounds] = await Promise.all([
    quietly(api.rounds(state.gameName, RESULTS_SHOWN)), sync(), refreshBets(), refreshBalance(),
  ]);
  for (const round of rounds?.items ?? []) takeRound(normal(round));
  drawResults();
}

function onFeed({ event, data }) {
  if (event === 'gap') {
    backfill();
    return;
  }
  let body;
  try {
    body = JSON.parse(data);
  } catch {
    return; // A heartbeat or something newer than this page.
  }
  const round = fromEvent(event, body);
  if (round) {
    if (event === 'round.opened') state.paused = false;
    takeRound(round);
    const mine = state.tickets.some((ticket) => numberOf(ticket) === round.number && ticket.state === 'ACCEPTED');
    if (mine && (event === 'round.settled' || event === 'round.published')) afterLanding(round.number, refreshBets);
  } else if (event.startsWith('bet.')) {
    const settled = event === 'bet.won';
    const tell = () => { refreshBets(); refreshBalance(); };
    if (settled) afterLanding(Number(body.number) || 0, tell);
    else tell();
  }
}

function drawConnection(name) {
  $('conn').dataset.state = name;
  say($('conn-text'), tOf('conn', name));
}

function frame() {
  if (stop.signal.aborted) return;
  drawPhase();
  requestAnimationFrame(frame);
}

/** What the feed should have told long ago is asked for. */
function watch() {
  if (stop.signal.aborted) return;
  const current = state.rounds.current;
  const due = current && (current.nextOpenAt ?? current.openAt + timing.periodMs);
  if (!current || clock.now() > due + OVERDUE_MS) sync();
}

// ---- start

async function loadGame(name) {
  for (let failures = 0; !stop.signal.aborted; failures++) {
    const answers = await quietly(Promise.all([api.game(name), api.currencies()]));
    if (answers) {
      $('curtain').hidden = true;
      return answers;
    }
    if (!stop.signal.aborted) curtain(t('noGame'), t('noGameText'));
    await new Promise((resolve) => { setTimeout(resolve, backoffMs(failures)); });
  }
  return null;
}

function exponentOf(currencies, code) {
  const list = currencies.items ?? currencies.currencies ?? currencies;
  if (Array.isArray(list)) return list.find((entry) => (entry.currency ?? entry.code) === code)?.exponent ?? 2;
  return list[code]?.exponent ?? list[code] ?? 2;
}

function words() {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  document.title = t('title');
  say($('title'), t('title'));
}

async function start() {
  const bearer = token();
  const claim = bearer && claims(bearer);
  speak([claim?.language ?? claim?.lang, ...navigator.languages].filter(Boolean));
  words();
  if (!claim) {
    curtain(t('noToken'), t('noTokenText'));
    return;
  }
  api = new Api(bearer);
  state.gameName = claim.game ?? 'digits-3';
  state.currency = claim.currency ?? 'EUR';
  $('mode').hidden = claim.mode !== 'TEST';
  state.config = (await quietly(fetch('config.json').then((answer) => answer.json(), () => ({})))) ?? {};
  const loaded = await loadGame(state.gameName);
  if (!loaded) return;
  take(loaded);
  await sync();
  await backfill();
  run(bearer);
}

function take([game, currencies]) {
  state.game = game;
  state.markets = game.table.markets;
  state.outcomes = game.outcomes;
  state.digits = game.parameters?.digits ?? game.parameters?.d ?? String(game.outcomes - 1).length;
  state.exponent = exponentOf(currencies, state.currency);
  timing = { periodMs: game.periodMs, betMs: game.betMs, beaconMs: game.betMs + BEACON_GAP_MS };
  state.minStake = game.table.minStake ?? 1;
  state.slip = { ...EMPTY, stake: Math.max(state.minStake, quickStakes(state.exponent)[1]) };
  $('dev').hidden = !game.devSource;
  dial = new Dial($('dial'), timing);
  drums = new Drums($('drums'), state.digits);
  betView = new BetView(state, move, cash);
  proofView = new ProofView(state, api);
  ticketsView = new TicketsView(state, {
    more: moreBets,
    repeat: (ticket) => repeat(ticket.bets),
    check: (number) => proofView.show(number),
    cash,
    proof: (ticketId, index) => api.betProof(ticketId, index),
  });
  betView.draw();
  ticketsView.draw();
  drawResults();
  drawBalance();
  drawGo();
  $('go').addEventListener('click', go);
}

function run(bearer) {
  requestAnimationFrame(frame);
  setInterval(watch, 1000);
  setInterval(sync, RESYNC_MS);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) backfill(); });
  const base = state.config.notifierUrl ?? '';
  follow({
    url: `${base}/v1/games/${encodeURIComponent(state.gameName)}/events`,
    token: bearer,
    stop: stop.signal,
    onEvent: onFeed,
    onEnded: ended,
    onState: (name) => {
      const was = $('conn').dataset.state;
      drawConnection(name);
      if (name === 'live' && was === 'lost') backfill();
    },
  });
}

start();
