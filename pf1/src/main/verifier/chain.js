// The contract FairDraw, read through any Ethereum node at its newest final block, and the house's
// publications. Every answer has a deadline and a bound, and is believed by nobody yet.

const DEADLINE_MS = 10_000;
const BODY_CHARS_MAX = 16 << 20;
const PAGE = 1024;

/** The first four bytes of Keccak-256 of a function's signature. */
const SELECTORS = {
  game: '8c1cdb4a', // game(bytes32)
  batch: 'fc5e8fba', // batch(bytes32,uint64)
  beaconRoundOf: 'dac38c1d', // beaconRoundOf(bytes32,uint64)
  verifySeed: '4379600f', // verifySeed(bytes32,uint64,bytes32,bytes32[])
  outcome: '22b0f2ea', // outcome(bytes32,uint64,bytes32,bytes)
};

/** Keccak-256 of BatchRevealed(bytes32,uint64,bytes32). */
const REVEALED = '0x210aafee614f3d9a8584b89aff7eb84ea034d353f55094a9d8dbdfb67d3aab74';

/** Something public could not be read, so that nothing can be said. */
export class Unreadable extends Error {}

const pad = (hex) => hex.padStart(64, '0');
const word = (number) => pad(BigInt(number).toString(16));
const wordsOf = (hex) => hex.slice(2).match(/.{64}/g) ?? [];

/** A dynamic last argument after three words: where it begins, its length, and its content. */
function tail(length, content) {
  return word(128) + word(length) + content.padEnd(Math.ceil(content.length / 64) * 64, '0');
}

async function fetchText(address, options = {}) {
  let answer;
  let text;
  try {
    answer = await fetch(address, { ...options, signal: AbortSignal.timeout(DEADLINE_MS), credentials: 'omit', redirect: 'error' });
    if (Number(answer.headers.get('content-length') ?? 0) > BODY_CHARS_MAX) throw new Error('too long');
    text = await answer.text();
  } catch {
    throw new Unreadable(`${address} does not answer`);
  }
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Unreadable(`${address} answers with status ${answer.status}`);
  if (text.length > BODY_CHARS_MAX) throw new Unreadable(`${address} answers more than 16 MiB`);
  return text;
}

function parsed(address, text) {
  try {
    const json = JSON.parse(text);
    if (json === null || typeof json !== 'object') throw new Error('no object');
    return json;
  } catch {
    throw new Unreadable(`${address} answers something that is not JSON`);
  }
}

export async function getJson(address) {
  const text = await fetchText(address);
  return text === null ? null : parsed(address, text);
}

export class Chain {
  constructor(rpc, contract) {
    if (!/^0x[0-9a-fA-F]{40}$/.test(contract)) throw new Unreadable('a contract is 0x and 40 digits');
    this.rpc = rpc;
    this.contract = contract.toLowerCase();
  }

  async #request(method, params) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const text = await fetchText(this.rpc, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const answer = parsed(this.rpc, text ?? '');
    if (answer.error) throw new Unreadable(`the node refuses ${method}: ${String(answer.error.message).slice(0, 120)}`);
    return answer.result;
  }

  async #call(name, data) {
    const result = await this.#request('eth_call', [{ to: this.contract, data: `0x${SELECTORS[name]}${data}` }, 'finalized']);
    if (!/^0x([0-9a-fA-F]{64})+$/.test(String(result))) throw new Unreadable(`the node's answer to ${name} is odd`);
    return wordsOf(result.toLowerCase());
  }

  async #block(number) {
    const block = await this.#request('eth_getBlockByNumber', [number, false]);
    return block ? { number: Number(block.number), timeS: Number(block.timestamp) } : null;
  }

  /** The time of a final block in seconds; null while there is no such final block. */
  async #finalTimeS(number, newest) {
    if (!(number <= newest)) return null;
    return (await this.#block(`0x${number.toString(16)}`))?.timeS ?? null;
  }

  async game(gameId) {
    const w = await this.#call('game', gameId);
    if (w.length < 15) throw new Unreadable('this contract is no FairDraw');
    const n = (i) => Number(BigInt(`0x${w[i]}`));
    return {
      committer: `0x${w[0].slice(24)}`, outcomes: n(2), confirmations: n(3), originMs: n(4), periodMs: n(5), betMs: n(6),
      gapMs: n(7), beaconGenesisS: n(8), beaconPeriodS: n(9), depth: n(11), source: w[12], recordKey: w[13], receiptKey: w[14],
    };
  }

  async batch(gameId, batch) {
    const w = await this.#call('batch', gameId + word(batch));
    if (w.length < 8) throw new Unreadable('this contract is no FairDraw');
    const n = (i) => Number(BigInt(`0x${w[i]}`));
    return {
      root: w[0], masterHash: w[1], committedBlock: n(2), committedAtS: n(3), revealedAtS: n(4),
      slashed: n(5) === 1, badLeaf: n(6) === 1, recordsRoot: /^0+$/.test(w[7]) ? null : w[7],
    };
  }

  /** Everything that the chain says about a record's round. */
  async round(gameId, record) {
    const chainId = Number(await this.#request('eth_chainId', []));
    const game = await this.game(gameId);
    const batch = await this.batch(gameId, record.batch);
    const newest = (await this.#block('finalized'))?.number ?? -1;
    const round = word(record.roundId);
    const onChain = {
      contract: this.contract, chainId, game, batch,
      blockAtS: await this.#finalTimeS(batch.committedBlock, newest),
      finalAtS: await this.#finalTimeS(batch.committedBlock + game.confirmations, newest),
      beaconRound: Number(BigInt(`0x${(await this.#call('beaconRoundOf', gameId + round))[0]}`)),
      seedFits: null, outcome: null, master: null,
    };
    if (record.seed) {
      const proof = record.proof.join('');
      const signature = record.beaconSignature;
      const fits = await this.#call('verifySeed', gameId + round + pad(record.seed) + tail(record.proof.length, proof));
      const outcome = await this.#call('outcome', gameId + round + pad(record.seed) + tail(signature.length / 2, signature));
      onChain.seedFits = BigInt(`0x${fits[0]}`) === 1n;
      onChain.outcome = Number(BigInt(`0x${outcome[0]}`));
    }
    if (batch.revealedAtS > 0) onChain.master = await this.#master(gameId, record.batch, batch.committedBlock);
    return onChain;
  }

  /** The master that the contract accepted for a batch, from its event. */
  async #master(gameId, batch, fromBlock) {
    const logs = await this.#request('eth_getLogs', [{
      address: this.contract, fromBlock: `0x${fromBlock.toString(16)}`, toBlock: 'finalized',
      topics: [REVEALED, `0x${gameId}`, `0x${word(batch)}`],
    }]);
    const data = Array.isArray(logs) && logs.length > 0 ? String(logs[0].data) : null;
    return data && /^0x[0-9a-f]{64}$/.test(data) ? data.slice(2) : null;
  }
}

/** What the house publishes about a round: registration, record, opening, seal, previous record, batch. */
export async function publications(records, game, round) {
  const base = `${records.replace(/\/$/, '')}/v1/games/${encodeURIComponent(game)}`;
  const registration = await getJson(base);
  if (!registration) throw new Unreadable(`there is no game at ${base}`);
  if (registration.game !== game) throw new Unreadable(`${base} is the game ${registration.game}`);
  const record = await getJson(`${base}/rounds/${round}/record`);
  if (!record) throw new Unreadable(`no record of round ${round} is published (yet): it is running, was skipped or is to come`);
  if (Number(record.roundId) !== Number(round)) throw new Unreadable(`the record of round ${round} is that of another`);
  const before = Number(record.skippedFrom ?? record.roundId) - 1;
  return {
    registration,
    record,
    opening: await getJson(`${base}/rounds/${round}/opening`),
    seal: record.sealAt ? await getJson(`${base}/rounds/${round}/seal`) : null,
    previous: before < 0 ? null : await getJson(`${base}/rounds/${before}/record`),
    list: (from, to) => list(base, from, to),
  };
}

/** The numbers and hashes of the records from one round to before another. */
async function list(base, from, to) {
  const all = [];
  for (let next = from; next < to; ) {
    const page = (await getJson(`${base}/rounds?from=${next}&to=${to}&limit=${PAGE}`))?.items ?? [];
    for (const item of page) {
      if (!(item.roundId >= next && item.roundId < to)) throw new Unreadable(`the list of records holds round ${item.roundId}`);
      next = Number(item.roundId) + 1;
    }
    all.push(...page.map(({ roundId, recordHash }) => ({ roundId, recordHash })));
    if (page.length < PAGE) break;
  }
  return all;
}
