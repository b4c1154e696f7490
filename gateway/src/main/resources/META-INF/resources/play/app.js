// The game page: starts it, and follows the feed.

import { Api, claims } from './api.js';
import { BetView } from './bet-view.js';
import { $, say } from './dom.js';
import { RESULTS_SHOWN, afterLanding, buildFace, drawFace, drawResults, takeRound } from './face.js';
import { drawGo, go, move, repeat } from './going.js';
import { quickStakes } from './money.js';
import { cash, clock, curtain, ended, page, quietly, sessionStart, state, stop, token } from './page.js';
import { ProofView } from './proof-view.js';
import { drawBalance, drawSession, loadSession, moreBets, refreshBalance, refreshBets } from './purse.js';
import { fromEvent, normal } from './rounds.js';
import { showRules } from './rules-view.js';
import { EMPTY } from './slip.js';
import { backoffMs, follow } from './sse.js';
import { language, speak, t, tOf } from './strings.js';
import { TicketsView, numberOf } from './tickets-view.js';

const BEACON_GAP_MS = 1000;
const OVERDUE_MS = 2500;
const RESYNC_MS = 60_000;
const SESSION_MS = 20_000;
const CONFIG_DEADLINE_MS = 5000;

// ---- what the server tells

async function sync() {
  const sent = Date.now();
  const answer = await quietly(page.api.currentRound(state.gameName));
  if (!answer) return;
  clock.sample(sent, Date.now(), Date.parse(answer.serverTime));
  state.paused = Boolean(answer.paused);
  if (answer.round) takeRound(normal({ ...answer.round, nextOpenAt: answer.nextOpenAt }));
  drawFace();
}

async function backfill() {
  const [rounds] = await Promise.all([
    quietly(page.api.rounds(state.gameName, RESULTS_SHOWN)), sync(), refreshBets(), refreshBalance(),
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
    return; // Something newer than this page: what it means, REST tells too.
  }
  const round = fromEvent(event, body);
  if (round) onRound(event, round);
  else if (event === 'bet.won') afterLanding(Number(body.number) || 0, refreshMoney);
  else if (event.startsWith('bet.')) refreshMoney();
}

function onRound(event, round) {
  if (event === 'round.opened') state.paused = false;
  takeRound(round);
  const mine = state.tickets.some((ticket) => numberOf(ticket) === round.number && ticket.state === 'ACCEPTED');
  if (mine && (event === 'round.settled' || event === 'round.published')) {
    afterLanding(round.number, refreshBets);
  }
}

function refreshMoney() {
  refreshBets();
  refreshBalance();
}

/** What the feed should have told long ago is asked for. */
function watch() {
  const current = state.rounds.current;
  const due = current && (current.nextOpenAt ?? current.openAt + state.timing.periodMs);
  if (!stop.signal.aborted && (!current || clock.now() > due + OVERDUE_MS)) sync();
}

// ---- start

async function config() {
  try {
    const answer = await fetch('config.json', { signal: AbortSignal.timeout(CONFIG_DEADLINE_MS) });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {}; // The page works without: REST is asked instead of the feed.
  }
}

async function loadGame() {
  for (let failures = 0; !stop.signal.aborted; failures++) {
    const answers = await quietly(Promise.all([page.api.game(state.gameName), page.api.currencies()]));
    if (answers) {
      $('curtain').hidden = true;
      return answers;
    }
    if (!stop.signal.aborted) curtain(t('noGame'), t('noGameText'));
    await new Promise((resolve) => { setTimeout(resolve, backoffMs(failures)); });
  }
  return null;
}

function words() {
  document.documentElement.lang = language();
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  document.title = t('title');
  say($('title'), t('title'));
}

function takeGame(game, currencies) {
  state.game = game;
  state.markets = game.table.markets;
  state.outcomes = game.outcomes;
  state.digits = String(game.outcomes - 1).length;
  state.minStake = game.table.minStake ?? 1;
  state.exponent = currencies.items.find((entry) => entry.currency === state.currency)?.exponent ?? 2;
  state.timing = { periodMs: game.periodMs, betMs: game.betMs, beaconMs: game.betMs + BEACON_GAP_MS };
  state.slip = { ...EMPTY, stake: Math.max(state.minStake, quickStakes(state.exponent)[1]) };
  $('dev').hidden = !game.devSource;
}

function build() {
  page.bets = new BetView(state, move, cash);
  page.proof = new ProofView(state, page.api);
  page.tickets = new TicketsView(state, {
    more: moreBets,
    repeat: (ticket) => repeat(ticket.bets),
    check: (number) => page.proof.show(number),
    cash,
    proof: (ticketId, index) => page.api.betProof(ticketId, index),
  });
  $('rules-open').addEventListener('click', () => showRules(state));
  buildFace();
  page.bets.draw();
  drawResults();
  drawBalance();
  drawGo();
  $('go').addEventListener('click', go);
}

function frame() {
  if (stop.signal.aborted) return;
  drawFace();
  requestAnimationFrame(frame);
}

function run(bearer) {
  requestAnimationFrame(frame);
  setInterval(watch, 1000);
  setInterval(sync, RESYNC_MS);
  setInterval(drawSession, SESSION_MS);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) backfill(); });
  follow({
    url: `${state.config.notifierUrl ?? ''}/v1/games/${encodeURIComponent(state.gameName)}/events`,
    token: bearer,
    stop: stop.signal,
    onEvent: onFeed,
    onEnded: ended,
    onState: (name) => {
      const was = $('conn').dataset.state;
      $('conn').dataset.state = name;
      say($('conn-text'), tOf('conn', name));
      if (name === 'live' && was === 'lost') backfill();
    },
  });
}

async function start() {
  const bearer = token();
  const claim = bearer && claims(bearer);
  speak([claim?.language, ...navigator.languages].filter(Boolean));
  words();
  if (!claim) {
    curtain(t('noToken'), t('noTokenText'));
    return;
  }
  page.api = new Api(bearer);
  state.gameName = claim.game ?? 'digits-3';
  state.currency = claim.currency ?? 'EUR';
  $('mode').hidden = claim.mode !== 'TEST';
  state.config = await config();
  const loaded = await loadGame();
  if (!loaded) return;
  takeGame(...loaded);
  build();
  await backfill();
  state.since = sessionStart() + clock.offset;
  await loadSession();
  drawSession();
  run(bearer);
}

start();
