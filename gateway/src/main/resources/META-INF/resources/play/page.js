// What the parts of the page share: its state, the server's clock, the session and its end.

import { NoAnswer, Problem } from './api.js';
import { ServerClock, phase } from './clock.js';
import { $, fill, h } from './dom.js';
import { money } from './money.js';
import { Rounds } from './rounds.js';
import { EMPTY } from './slip.js';
import { language, t } from './strings.js';

const TOKEN_KEY = 'fairdraw.token';
const SINCE_KEY = 'fairdraw.since';

export const state = {
  config: {}, gameName: '', game: null, markets: [], outcomes: 1000, digits: 3, minStake: 1,
  currency: 'EUR', exponent: 2, balance: null, slip: EMPTY, tickets: [], more: null,
  rounds: new Rounds(), paused: false,
  timing: { periodMs: 10_000, betMs: 6000, beaconMs: 7000 },
  // What the big button is at: idle, armed, placing, asking, lost.
  going: { state: 'idle' },
  // The bets that were placed last, and the round whose end is still to be told.
  last: [], watched: null,
  // When the session began, server time.
  since: 0,
};

/** Set once at the start. */
export const page = { api: null, bets: null, tickets: null, proof: null, rules: null };

export const clock = new ServerClock();
export const stop = new AbortController();

export function cash(minor) {
  return money(minor, state.currency, state.exponent, language());
}

/** Where the newest round is now. */
export function now() {
  return phase(state.rounds.current, clock.now(), state.timing, state.paused);
}

/** The session's token: from the address the first time, kept for reloads of this tab. */
export function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    sessionStorage.setItem(SINCE_KEY, String(Date.now()));
    // The token is a key: it does not stay in the address.
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY);
}

/** When this tab's session began, by our own clock. */
export function sessionStart() {
  return Number(sessionStorage.getItem(SINCE_KEY)) || Date.now();
}

export function curtain(title, words) {
  fill($('curtain'), h('div', {}, h('h2', {}, title), h('p', {}, words)));
  $('curtain').hidden = false;
}

export function ended() {
  stop.abort();
  sessionStorage.removeItem(TOKEN_KEY);
  curtain(t('sessionEnded'), t('sessionEndedText'));
}

/** What fails in the background is asked again by the next event; only a session's end matters. */
export async function quietly(promise) {
  try {
    return await promise;
  } catch (broken) {
    if (broken instanceof Problem && broken.status === 401) ended();
    else if (!(broken instanceof Problem || broken instanceof NoAnswer)) throw broken;
    return null;
  }
}
