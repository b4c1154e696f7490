// Protocol PF1, recomputed from public data with WebCrypto. One file for the game page, the verifier
// page and node: no imports, no document.

const text = (ascii) => new TextEncoder().encode(ascii);

export function bytes(hex) {
  const clean = hex.startsWith('0x') ? hex.slice(2) : hex;
  if (clean.length % 2 || /[^0-9a-f]/i.test(clean)) throw new Error('not hexadecimal');
  return Uint8Array.from({ length: clean.length / 2 }, (_, i) => parseInt(clean.slice(2 * i, 2 * i + 2), 16));
}

export function hex(array) {
  return Array.from(array, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function u64(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(value));
  return new Uint8Array(view.buffer);
}

function u32(value) {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', join(...parts)));
}

async function hmac(key, ...parts) {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, join(...parts)));
}

/** Binds everything to one chain, contract and game. */
export function domain(chainId, contract, gameId) {
  return sha256(text('PF1/domain'), u64(chainId), bytes(contract), bytes(gameId));
}

/** The hash of a batch's master that goes on chain. */
export function masterHash(dom, batch, master) {
  return sha256(text('PF1/mast'), dom, u64(batch), bytes(master));
}

/** The seed of a round, which follows from the master of its batch. */
export function seedOf(dom, round, master) {
  return hmac(bytes(master), text('PF1/seed'), dom, u64(round));
}

/** The published hash of a seed. */
export function seedHash(dom, round, seed) {
  return sha256(Uint8Array.of(0), dom, u64(round), bytes(seed));
}

/** The key that the numbers come from. */
export function drawKey(dom, record) {
  return hmac(bytes(record.seed), text('PF1/key'), dom, u64(record.roundId), bytes(record.source),
    u64(record.beaconRound), bytes(record.entropy), bytes(record.extra));
}

/** The words of draw `t` of a key, one after another, and how many were read. */
export class Words {
  read = 0;
  #key;
  #t;
  #block = null;
  #j = 0;

  constructor(key, t = 0) {
    this.#key = key;
    this.#t = t;
  }

  async next() {
    if (this.read % 8 === 0) {
      const block = await hmac(this.#key, text('PF1/out'), u32(this.#t), u32(this.#j++));
      this.#block = new DataView(block.buffer);
    }
    return this.#block.getUint32(4 * (this.read++ % 8));
  }

  /** One number of 0..n-1, without the bias of a plain remainder; 1 <= n <= 2^32. */
  async uniform(n) {
    if (!(n >= 1 && n <= 2 ** 32)) throw new RangeError(`${n} is not in 1..2^32`);
    const limit = Math.floor(2 ** 32 / n) * n;
    for (;;) {
      const word = await this.next();
      if (word < limit) return word % n;
    }
  }
}

/** One number of 0..n-1; `t` numbers the draw. */
export function uniform(key, n, t = 0) {
  return new Words(key, t).uniform(n);
}

/** The number of outcomes of a kind of game. */
export function outcomesOf(kind, parameters) {
  if (kind === 'DIGITS') return 10 ** parameters.digits;
  if (kind === 'COMBINATION') return choose(parameters.of, parameters.pick);
  throw new Error(`unknown kind ${kind}`);
}

/** The result numbers of an outcome. */
export function numbersOf(kind, parameters, outcome) {
  if (kind === 'DIGITS') return String(outcome).padStart(parameters.digits, '0').split('').map(Number);
  const numbers = [];
  let rank = outcome;
  for (let left = parameters.pick, x = 1; left > 0; left--, x++) {
    for (let without; (without = choose(parameters.of - x, left - 1)) <= rank; x++) rank -= without;
    numbers.push(x);
  }
  return numbers;
}

function choose(n, k) {
  const fewer = Math.min(k, n - k);
  if (fewer < 0) return 0;
  let result = 1;
  for (let i = 1; i <= fewer; i++) result = (result * (n - fewer + i)) / i;
  return result;
}

/** The first beacon emitted at or after the end of the round's gap; round 1 comes at the genesis. */
export function beaconRound(schedule, beacon, round) {
  const open = BigInt(schedule.originMs) + BigInt(round) * BigInt(schedule.periodMs);
  const wait = open + BigInt(schedule.betMs) + BigInt(schedule.gapMs) - BigInt(beacon.genesisS) * 1000n;
  const period = BigInt(beacon.periodS) * 1000n;
  return Number((wait + period - 1n) / period + 1n);
}

/** What a beacon signs for a round. */
export function beaconMessage(beaconRound) {
  return sha256(u64(beaconRound));
}

/** What a development beacon's game names as its source. */
export function devSource(publicKey) {
  return sha256(text('PF1/source/dev:'), bytes(publicKey));
}

/** The root over leaf hashes (RFC 9162). */
export async function treeRoot(leaves) {
  if (leaves.length === 0) return sha256();
  let level = leaves;
  while (level.length > 1) {
    const parents = [];
    for (let i = 0; i < level.length; i += 2) {
      // A last node without a partner moves up as it is.
      parents.push(i + 1 < level.length ? await sha256(Uint8Array.of(1), level[i], level[i + 1]) : level[i]);
    }
    level = parents;
  }
  return level[0];
}

/** The leaf of a record in the tree that is anchored for its batch. */
export function recordLeaf(dom, round, recordHash) {
  return sha256(Uint8Array.of(0), text('PF1/rec'), dom, u64(round), bytes(recordHash));
}

/** The hash of a record: of everything in it but the hash itself and the signature. */
export async function recordHash(record) {
  const { recordHash: _, signature: __, ...rest } = record;
  return hex(await sha256(text(canonical(rest))));
}

/** The id of a game: a hash of what it is. */
export async function gameIdOf({ kind, parameters, schedule, depth, source }) {
  return hex(await sha256(text(canonical({ kind, parameters, schedule, depth, source }))));
}

/** The head of the receipts after a bet. */
export function headAfter(head, leaf) {
  return sha256(bytes(head), bytes(leaf));
}

/** The leaf of a ticket in the group that was signed together, and the message that was signed. */
export function receiptLeaf(dom, round, bets) {
  const parts = bets.flatMap((bet) => [u64(bet.sequence), bytes(bet.leaf), bytes(bet.head)]);
  return sha256(Uint8Array.of(0), text('PF1/rcpt'), dom, u64(round), ...parts);
}

export function receiptMessage(dom, root) {
  return join(text('PF1/rcpts'), dom, bytes(root));
}

/** The root that an RFC 9162 inclusion path leads to; null when it does not fit the tree. */
export async function rootOf(leaf, index, size, path) {
  let node = BigInt(index);
  let last = BigInt(size) - 1n;
  if (node > last || node < 0n) return null;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n) return null;
    if (node & 1n || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (!(node & 1n) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : null;
}

/** The leaf of a bet; `betRecord` is its canonical JSON as it was signed. */
export async function betLeaf(dom, round, sequence, salt, betRecord) {
  const hashed = await sha256(text(betRecord));
  return sha256(Uint8Array.of(0), text('PF1/bet'), dom, u64(round), u64(sequence), bytes(salt), hashed);
}

/** Canonical JSON (RFC 8785) of plain data whose numbers are whole. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Checks a published record by itself; `seen` is the seed hash that we saw before the draw. */
export async function checkRecord(record, { outcomes, digits, seen, batchRoot, depth }) {
  const dom = await domain(record.chainId, record.contract, record.gameId);
  const checks = [];
  if (record.seed) {
    const leaf = await seedHash(dom, record.roundId, record.seed);
    checks.push({ key: 'check.seed', fits: hex(leaf) === record.seedHash });
    if (seen) checks.push({ key: 'check.seen', fits: seen === record.seedHash });
    if (batchRoot) {
      const root = await rootOf(leaf, record.index, 2 ** depth, record.proof.map(bytes));
      checks.push({ key: 'check.batch', fits: root !== null && hex(root) === batchRoot });
    }
    const entropy = hex(await sha256(bytes(record.beaconSignature)));
    checks.push({ key: 'check.entropy', fits: entropy === record.entropy });
    const outcome = await uniform(await drawKey(dom, record), outcomes);
    const numbers = String(outcome).padStart(digits, '0').split('').map(Number);
    checks.push({
      key: 'check.outcome',
      fits: outcome === record.outcome && canonical(numbers) === canonical(record.numbers),
    });
  }
  checks.push({ key: 'check.record', fits: (await recordHash(record)) === record.recordHash });
  return checks;
}
