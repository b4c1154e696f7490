// The gateway's REST, as the page needs it.

const DEADLINE_MS = 8000;

/** What the server said no to, with the members of its problem document (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.code ?? `HTTP ${status}`);
    this.status = status;
    this.code = body?.code ?? 'INTERNAL';
    this.body = body ?? {};
    this.retryable = body?.retryable ?? status >= 500;
    this.outcome = body?.outcome;
  }
}

/** The answer never came, or was not to be understood: nobody knows what happened. */
export class NoAnswer extends Error {}

export class Api {
  #token;

  constructor(token) {
    this.#token = token;
  }

  game(game) { return this.#get(`/v1/games/${enc(game)}`); }

  currencies() { return this.#get('/v1/currencies'); }

  currentRound(game) { return this.#get(`/v1/games/${enc(game)}/rounds/current`); }

  rounds(game, limit) { return this.#get(`/v1/rounds?game=${enc(game)}&limit=${limit}`); }

  round(roundId) { return this.#get(`/v1/rounds/${enc(roundId)}`); }

  record(roundId) { return this.#get(`/v1/rounds/${enc(roundId)}/proof`); }

  balance() { return this.#get('/v1/balance'); }

  bets(limit, after) {
    return this.#get(`/v1/bets?limit=${limit}${after ? `&after=${enc(after)}` : ''}`);
  }

  betsSince(ms, limit) {
    return this.#get(`/v1/bets?limit=${limit}&from=${enc(new Date(ms).toISOString())}`);
  }

  betProof(ticketId, index) { return this.#get(`/v1/bets/${enc(ticketId)}/proof?index=${index}`); }

  /** Places a ticket; the key makes it the same ticket however often it is sent. */
  place(ticket, key) {
    return this.#call('/v1/bets', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(ticket),
    });
  }

  #get(path) {
    return this.#call(path, { headers: {} });
  }

  async #call(path, options) {
    const headers = { accept: 'application/json', ...options.headers };
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    let answer;
    let body;
    try {
      answer = await fetch(path, {
        ...options, headers, cache: 'no-store', signal: AbortSignal.timeout(DEADLINE_MS),
      });
      body = await answer.json();
    } catch (broken) {
      throw new NoAnswer(broken.message, { cause: broken });
    }
    if (!answer.ok) throw new Problem(answer.status, body);
    return body;
  }
}

function enc(part) {
  return encodeURIComponent(part);
}

/** What the token says about itself; the server checks it, we only read it. */
export function claims(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const raw = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(raw));
  } catch {
    return null; // Not one of our tokens: the page says so.
  }
}

/** A new key for a ticket; works on plain-HTTP pages too, where randomUUID is missing. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** A whole number of 0..n-1 for the random pick, without bias. */
export function randomBelow(n) {
  const limit = Math.floor(2 ** 32 / n) * n;
  for (;;) {
    const [word] = crypto.getRandomValues(new Uint32Array(1));
    if (word < limit) return word % n;
  }
}
