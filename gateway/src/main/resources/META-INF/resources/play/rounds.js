// Rounds as the page keeps them, from REST answers and from live events alike.

const TIMES = ['openAt', 'closeAt', 'confirmBy', 'beaconAt', 'nextOpenAt', 'sealedAt'];
const BY_EVENT = {
  'round.opened': 'OPEN',
  'round.sealed': 'SEALED',
  'round.drawn': 'DRAWN',
  'round.settled': 'SETTLED',
  'round.published': 'PUBLISHED',
  'round.voided': 'VOIDED',
  'round.skipped': 'SKIPPED',
};
const ORDER = ['SCHEDULED', 'OPEN', 'CLOSED', 'SEALED', 'DRAWN', 'SETTLED', 'PUBLISHED', 'SKIPPED', 'VOIDED'];
const KEPT_MAX = 60;

/** Times become milliseconds; what is not there stays away. */
export function normal(raw) {
  const round = {};
  for (const [key, value] of Object.entries(raw)) {
    if (value === null || value === undefined || value === '') continue;
    round[key] = TIMES.includes(key) && typeof value === 'string' ? Date.parse(value) : value;
  }
  if (round.number === undefined && typeof round.roundId === 'string') {
    round.number = Number(round.roundId.split(':').at(-1));
  }
  round.number = Number(round.number);
  if (Array.isArray(round.numbers) && round.numbers.length === 0) delete round.numbers;
  return round;
}

/** The round of a live event, or null when the event is not about a round. */
export function fromEvent(event, data) {
  const state = BY_EVENT[event];
  if (!state) return null;
  // The signature is of the opening or the seal, not of the record.
  const { type: _, at, sequence: __, signature: ___, ...fields } = data;
  const round = normal({ ...fields, state });
  if (state === 'SEALED' && round.sealedAt === undefined) round.sealedAt = Date.parse(at);
  return round;
}

/** Knows the newest rounds; a round never goes back to an earlier state. */
export class Rounds {
  #byNumber = new Map();
  /** Seed hashes as we saw them while the round was not drawn yet: number to {hash, at}. */
  seen = new Map();

  /** Takes what is new about a round and gives the whole of it back. */
  take(round, now) {
    const old = this.#byNumber.get(round.number) ?? {};
    const later = ORDER.indexOf(round.state) >= ORDER.indexOf(old.state ?? 'SCHEDULED');
    const merged = later ? { ...old, ...round } : { ...round, ...old };
    this.#byNumber.set(round.number, merged);
    if (merged.seedHash && !merged.numbers && !this.seen.has(merged.number)) {
      this.seen.set(merged.number, { hash: merged.seedHash, at: now });
    }
    for (const number of [...this.#byNumber.keys()].sort((a, b) => b - a).slice(KEPT_MAX)) {
      this.#byNumber.delete(number);
      this.seen.delete(number);
    }
    return merged;
  }

  get(number) {
    return this.#byNumber.get(number);
  }

  /** The newest round that opened. */
  get current() {
    return this.#newest((round) => round.openAt !== undefined && round.state !== 'SKIPPED');
  }

  /** Rounds with numbers, newest first. */
  drawn(limit) {
    return [...this.#byNumber.values()].filter((round) => round.numbers)
      .sort((a, b) => b.number - a.number).slice(0, limit);
  }

  #newest(fits) {
    let best;
    for (const round of this.#byNumber.values()) {
      if (fits(round) && (!best || round.number > best.number)) best = round;
    }
    return best;
  }
}
