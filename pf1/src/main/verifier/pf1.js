// Protocol PF1, recomputed in the browser from public data with WebCrypto (spec 4.3).

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

/** The published hash of a seed. */
export function seedHash(dom, round, seed) {
  return sha256(Uint8Array.of(0), dom, u64(round), bytes(seed));
}

/** The key that the numbers come from. */
export function drawKey(dom, record) {
  return hmac(bytes(record.seed), text('PF1/key'), dom, u64(record.roundId), bytes(record.source),
    u64(record.beaconRound), bytes(record.entropy), bytes(record.extra));
}

/** One number of 0..n-1, without the bias of a plain remainder; `t` numbers the draw. */
export async function uniform(key, n, t = 0) {
  const limit = Math.floor(2 ** 32 / n) * n;
  for (let j = 0; ; j++) {
    const block = await hmac(key, text('PF1/out'), u32(t), u32(j));
    const view = new DataView(block.buffer);
    for (let i = 0; i < 32; i += 4) {
      const word = view.getUint32(i);
      if (word < limit) return word % n;
    }
  }
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
  const { recordHash, signature: _, ...rest } = record;
  checks.push({ key: 'check.record', fits: hex(await sha256(text(canonical(rest)))) === recordHash });
  return checks;
}
