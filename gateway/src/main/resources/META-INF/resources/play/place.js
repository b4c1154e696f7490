// Placing a ticket: one key for one ticket, asked again until somebody knows what became of it.

import { Problem, NoAnswer } from './api.js';

const TRIES_MAX = 4;
const AGAIN_MS = [0, 400, 900, 1800];

/** Codes that say that another copy of this very request is still being worked on. */
const IN_FLIGHT = new Set(['IDEMPOTENCY_IN_FLIGHT']);

/**
 * Sends the ticket under its key and sorts the answer:
 * accepted {ticket}, declined {code, problem}, unknown {code}, ended, or lost when nobody answered.
 */
export async function place(api, ticket, key, { wait = pause, onAsking = () => {} } = {}) {
  for (let turn = 0; turn < TRIES_MAX; turn++) {
    if (turn > 0) {
      onAsking();
      await wait(AGAIN_MS[turn]);
    }
    try {
      const answer = sort(await api.place(ticket, key));
      if (answer) return answer;
    } catch (broken) {
      const answer = sortFailure(broken);
      if (answer) return answer;
    }
  }
  return { kind: 'lost' };
}

function sort(ticket) {
  switch (ticket.state) {
    case 'RESERVED': return null; // Not decided yet: ask again.
    case 'DECLINED': return { kind: 'declined', code: ticket.reason, ticket };
    case 'EXPIRED': return { kind: 'unknown', code: ticket.reason, ticket };
    default: return { kind: 'accepted', ticket };
  }
}

function sortFailure(broken) {
  if (broken instanceof NoAnswer) return null;
  if (!(broken instanceof Problem)) throw broken;
  if (broken.status === 401) return { kind: 'ended' };
  if (IN_FLIGHT.has(broken.code)) return null;
  if (broken.outcome === 'UNKNOWN' || broken.code === 'DEBIT_UNKNOWN' || broken.code === 'DEBIT_LATE') return { kind: 'unknown', code: broken.code };
  if (broken.outcome === 'NOT_APPLIED' || broken.status < 500) {
    return { kind: 'declined', code: broken.code, problem: broken.body };
  }
  return null; // A broken server: the same key will tell what it did.
}

function pause(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
