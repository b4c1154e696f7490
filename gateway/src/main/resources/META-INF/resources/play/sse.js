// Server-sent events over fetch, since EventSource cannot carry an Authorization header.

/** Parses the bytes of a stream as they come (HTML standard, server-sent events). */
export class SseParser {
  #rest = '';
  #data = [];
  #event = '';
  #afterReturn = false;
  lastId = '';
  retryMs = null;

  /** The events that this piece of text completes. */
  push(text) {
    const events = [];
    // A lone line feed right after a carriage return belongs to the line before.
    if (this.#afterReturn && text.startsWith('\n')) text = text.slice(1);
    this.#afterReturn = text.endsWith('\r');
    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) {
          events.push({ event: this.#event || 'message', data: this.#data.join('\n'), id: this.lastId });
        }
        this.#data = [];
        this.#event = '';
      } else {
        this.#field(line);
      }
    }
    return events;
  }

  #field(line) {
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.lastId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
  }
}

/** How long to wait before the n-th try, with jitter so that not all come back at once. */
export function backoffMs(failures, random = Math.random) {
  return Math.round(Math.min(10_000, 400 * 2 ** Math.min(failures, 6)) * (0.5 + random() / 2));
}

const SILENCE_MAX_MS = 40_000;

/**
 * Follows a feed for as long as the page lives: resumes by Last-Event-ID, comes back with backoff,
 * and takes a long silence for a dead connection. `onState` gets `live`, `connecting`, `lost`.
 */
export async function follow({ url, token, onEvent, onState, onEnded, stop }) {
  const parserOf = { id: '' };
  let failures = 0;
  while (!stop.aborted) {
    onState(failures === 0 ? 'connecting' : 'lost');
    const outcome = await oneConnection(url, token, parserOf, onEvent, () => {
      failures = 0;
      onState('live');
    }, stop);
    if (outcome === 'unauthorized') {
      onEnded();
      return;
    }
    if (stop.aborted) return;
    failures += 1;
    onState('lost');
    await pause(backoffMs(failures), stop);
  }
}

async function oneConnection(url, token, resume, onEvent, onLive, stop) {
  const cut = new AbortController();
  const end = () => cut.abort();
  stop.addEventListener('abort', end);
  let watchdog = setTimeout(end, SILENCE_MAX_MS);
  try {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    if (resume.id) headers['last-event-id'] = resume.id;
    const answer = await fetch(url, { headers, signal: cut.signal, cache: 'no-store' });
    if (answer.status === 401) return 'unauthorized';
    if (!answer.ok || !answer.body) return 'failed';
    onLive();
    const parser = new SseParser();
    parser.lastId = resume.id;
    const decoder = new TextDecoder();
    const reader = answer.body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return 'closed';
      clearTimeout(watchdog);
      watchdog = setTimeout(end, SILENCE_MAX_MS);
      for (const event of parser.push(decoder.decode(value, { stream: true }))) onEvent(event);
      resume.id = parser.lastId;
    }
  } catch (broken) {
    if (broken instanceof TypeError || broken.name === 'AbortError') return 'failed';
    throw broken;
  } finally {
    clearTimeout(watchdog);
    stop.removeEventListener('abort', end);
  }
}

function pause(ms, stop) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
