// The server's time, and where in its round the game is.

const SAMPLES_MAX = 8;

/** Guesses how far our clock is off, from the quickest of the newest answers. */
export class ServerClock {
  #samples = [];
  #local;

  constructor(local = () => Date.now()) {
    this.#local = local;
  }

  /** An answer that was asked for at `sent` and came at `received`, our time, with the server's. */
  sample(sent, received, server) {
    if (!(received >= sent) || !Number.isFinite(server)) return;
    this.#samples.push({ trip: received - sent, offset: server - (sent + received) / 2 });
    if (this.#samples.length > SAMPLES_MAX) this.#samples.shift();
  }

  /** Milliseconds that the server is ahead of us. */
  get offset() {
    if (this.#samples.length === 0) return 0;
    return this.#samples.reduce((best, s) => (s.trip < best.trip ? s : best)).offset;
  }

  now() {
    return this.#local() + this.offset;
  }
}

const ENDED = new Set(['DRAWN', 'SETTLED', 'PUBLISHED']);

/**
 * Where a round is at a time.
 *
 * name: loading, paused, open, closing, closed, drawing, result, waiting;
 * leftMs: to the end of what the name says; at: share of the period that has passed, 0..1.
 */
export function phase(round, now, timing, paused = false) {
  if (!round) return { name: paused ? 'paused' : 'loading', leftMs: 0, at: 0 };
  const at = Math.min(1, Math.max(0, (now - round.openAt) / timing.periodMs));
  const drawn = round.numbers !== undefined && round.numbers.length > 0;
  if (now < round.closeAt && round.state === 'OPEN') {
    return { name: 'open', leftMs: round.closeAt - now, at };
  }
  if (drawn || ENDED.has(round.state)) {
    const left = (round.nextOpenAt ?? round.openAt + timing.periodMs) - now;
    if (left > 0) return { name: 'result', leftMs: left, at };
    return { name: paused ? 'paused' : 'waiting', leftMs: 0, at: 1 };
  }
  if (round.state === 'SKIPPED' || round.state === 'VOIDED') {
    const left = Math.max(0, (round.nextOpenAt ?? round.openAt + timing.periodMs) - now);
    return { name: paused ? 'paused' : 'waiting', leftMs: left, at };
  }
  if (now < round.confirmBy) return { name: 'closing', leftMs: round.confirmBy - now, at };
  const beaconAt = round.beaconAt ?? round.openAt + timing.beaconMs;
  if (now < beaconAt) return { name: 'closed', leftMs: beaconAt - now, at };
  return { name: 'drawing', leftMs: 0, at };
}

/** `4.2` under ten seconds, whole seconds above. */
export function secondsText(ms) {
  const tenths = Math.max(0, Math.ceil(ms / 100));
  return tenths < 100 ? `${Math.floor(tenths / 10)}.${tenths % 10}` : String(Math.ceil(ms / 1000));
}

/** The milestone, in seconds, that was passed between two values of what is left; or null. */
export function milestone(beforeMs, nowMs, milestones = [5, 3, 1]) {
  for (const seconds of milestones) {
    if (beforeMs > seconds * 1000 && nowMs <= seconds * 1000) return seconds;
  }
  return null;
}
