// The pure parts of the game page, run by `node --test`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';

const page = new URL('../../main/resources/META-INF/resources/play/', import.meta.url);
const load = (name) => import(new URL(name, page));

const money = await load('money.js');
const clock = await load('clock.js');
const sse = await load('sse.js');
const slip = await load('slip.js');
const placing = await load('place.js');
const { Problem, NoAnswer, claims } = await load('api.js');
const { Rounds, fromEvent, normal } = await load('rounds.js');
const words = await load('strings.js');
const pf1 = await import(new URL('../../../../pf1/src/main/verifier/pf1.js', import.meta.url));

test('minor units become text by the exponent of the currency', () => {
  assert.equal(money.decimal(100000, 2), '1000.00');
  assert.equal(money.decimal(7, 2), '0.07');
  assert.equal(money.decimal(-105, 2), '-1.05');
  assert.equal(money.decimal(1234, 0), '1234');
  assert.equal(money.decimal(1, 3), '0.001');
  assert.equal(money.money(123456, 'EUR', 2, 'en'), '€1,234.56');
  assert.equal(money.money(1234, 'JPY', 0, 'en'), '¥1,234');
  assert.equal(money.money(9007199254740991, 'EUR', 2, 'en'), '€90,071,992,547,409.91');
});

test('what is typed becomes minor units or nothing', () => {
  assert.equal(money.parseMoney('1', 2), 100);
  assert.equal(money.parseMoney(' 1,5 ', 2), 150);
  assert.equal(money.parseMoney('0.10', 2), 10);
  assert.equal(money.parseMoney('12.', 2), 1200);
  for (const bad of ['', '0', '0.00', '-1', '1.005', '1e3', '0x10', 'one', '1.2.3', '9999999999999']) {
    assert.equal(money.parseMoney(bad, 2), null, bad);
  }
  assert.equal(money.parseMoney('1.5', 0), null);
});

test('a payout is the floor of the exact product', () => {
  assert.equal(money.payout(100, '885'), 88500);
  assert.equal(money.payout(13, '1.77'), 23);
  assert.equal(money.payout(1, '1.77'), 1);
  assert.equal(money.payout(3, '0.3333'), 0);
  // In floating point 115 x 1.77 is 203.54999999999998 and 29 x 1.0345 comes out under 30.0005.
  assert.equal(money.payout(115, '1.77'), 203);
  assert.equal(money.payout(10000, '1.7700'), 17700);
});

test('steps of the stake go up and back down over the same values', () => {
  let stake = 10;
  const up = [];
  for (let i = 0; i < 40; i++) { up.push(stake); stake = money.step(stake, 1, 2); }
  const down = [];
  for (let i = 0; i < 40; i++) { stake = money.step(stake, -1, 2); down.push(stake); }
  assert.deepEqual(down.toReversed(), up);
  assert.equal(money.step(10, -1, 2), 10);
  assert.equal(money.step(60, -1, 2, 50), 50);
});

const timing = { periodMs: 10_000, betMs: 6000, beaconMs: 7000 };
const at = (now, more = {}) => clock.phase(
  { openAt: 0, closeAt: 6000, confirmBy: 6400, beaconAt: 7000, nextOpenAt: 10_000, state: 'OPEN', ...more }, now, timing);

test('the phase follows the clock of the round', () => {
  assert.equal(at(0).name, 'open');
  assert.equal(at(5999).name, 'open');
  assert.equal(at(6000).name, 'closing');
  assert.equal(at(6400).name, 'closed');
  assert.equal(at(6999, { state: 'SEALED' }).name, 'closed');
  assert.equal(at(7000, { state: 'SEALED' }).name, 'drawing');
  assert.equal(at(30_000, { state: 'SEALED' }).name, 'drawing');
  assert.equal(at(8000, { state: 'DRAWN', numbers: [1, 2, 3] }).name, 'result');
  assert.equal(at(10_000, { state: 'PUBLISHED', numbers: [1, 2, 3] }).name, 'waiting');
  assert.equal(at(4000).leftMs, 2000);
  assert.equal(at(2500).at, 0.25);
});

test('a round that was closed early by the server is not open any more', () => {
  assert.notEqual(at(3000, { state: 'VOIDED' }).name, 'open');
  assert.notEqual(at(3000, { state: 'CLOSED' }).name, 'open');
});

test('without a round the page says that it connects or that the game is paused', () => {
  assert.equal(clock.phase(undefined, 0, timing).name, 'loading');
  assert.equal(clock.phase(undefined, 0, timing, true).name, 'paused');
});

test('the clock trusts the quickest answer', () => {
  let now = 1_000_000;
  const server = new clock.ServerClock(() => now);
  server.sample(now, now + 800, now + 5_700);
  server.sample(now, now + 20, now + 5_010);
  assert.equal(server.offset, 5000);
  server.sample(now, now - 5, now);
  server.sample(now, now + 1, Number.NaN);
  assert.equal(server.now(), now + 5000);
});

test('seconds are said once when they are passed', () => {
  assert.equal(clock.milestone(5010, 4990), 5);
  assert.equal(clock.milestone(4990, 4970), null);
  assert.equal(clock.milestone(0, 6000), null);
  assert.equal(clock.secondsText(4210), '4.3');
  assert.equal(clock.secondsText(0), '0.0');
  assert.equal(clock.secondsText(12_000), '12');
});

test('a stream of events parses the same however it is cut', () => {
  const text = 'retry: 2500\nid: 41\nevent: round.opened\ndata: {"a":\ndata: 1}\n\n: heartbeat\n\r\n'
    + 'id:42\r\ndata:x\r\n\r\nevent: gap\rdata: y\r\rdata: never finished\n';
  const whole = new sse.SseParser().push(text);
  assert.deepEqual(whole, [
    { event: 'round.opened', data: '{"a":\n1}', id: '41' },
    { event: 'message', data: 'x', id: '42' },
    { event: 'gap', data: 'y', id: '42' },
  ]);
  for (let size = 1; size < 12; size++) {
    const parser = new sse.SseParser();
    const events = [];
    for (let i = 0; i < text.length; i += size) events.push(...parser.push(text.slice(i, i + size)));
    assert.deepEqual(events, whole, `cut every ${size}`);
    assert.equal(parser.lastId, '42');
    assert.equal(parser.retryMs, 2500);
  }
});

test('reconnecting waits longer, up to a bound, and never all at once', () => {
  assert.equal(sse.backoffMs(0, () => 1), 400);
  assert.equal(sse.backoffMs(3, () => 1), 3200);
  assert.equal(sse.backoffMs(50, () => 1), 10_000);
  assert.equal(sse.backoffMs(50, () => 0), 5_000);
});

const run = (...moves) => moves.reduce(slip.reduce, { ...slip.EMPTY, stake: 100 });
const digit = (value) => ({ type: 'digit', digit: value });
const market = (name) => ({ type: 'market', market: name });

test('digits fill the windows of the market', () => {
  assert.equal(slip.selection(run(digit(4), digit(7))), null);
  assert.equal(slip.selection(run(digit(4), digit(7), digit(2))), '472');
  assert.equal(slip.selection(run(digit(4), digit(7), digit(2), digit(9))), null);
  assert.equal(slip.selection(run(market('FRONT_PAIR'), digit(0), digit(5))), '05');
  assert.equal(slip.selection(run(market('BACK_PAIR'), digit(0), digit(5))), '05');
  assert.equal(slip.selection(run(market('DIGIT'), digit(8), { type: 'place', place: 2 })), '3:8');
  assert.equal(slip.selection(run(market('ODD_EVEN'), { type: 'side', side: 'EVEN' })), 'EVEN');
});

test('a move that makes no sense changes nothing', () => {
  const before = run(digit(4));
  for (const move of [digit(10), digit(-1), digit(1.5), market('SUM'), { type: 'side', side: 'ODD' }, { type: 'stake', stake: -1 },
    { type: 'stake', stake: 1.5 }, { type: 'place', place: 1 }, { type: 'add' }, { type: 'nothing' }]) {
    assert.deepEqual(slip.reduce(before, move), before, JSON.stringify(move));
  }
});

test('a ticket is its lines and the bet being put together', () => {
  const one = run(digit(4), digit(7), digit(2), { type: 'add' });
  assert.deepEqual(slip.bets(one), [{ market: 'STRAIGHT', selection: '472', stake: 100 }]);
  const two = [market('HIGH_LOW'), { type: 'side', side: 'LOW' }].reduce(slip.reduce, one);
  assert.equal(slip.bets(two).length, 2);
  assert.equal(slip.total(two), 200);
  assert.equal(slip.bets(slip.reduce(two, { type: 'remove', index: 0 })).length, 1);
  assert.deepEqual(slip.bets(slip.reduce(two, { type: 'placed' })), []);
  assert.deepEqual(slip.bets(slip.reduce(two, { type: 'stake', stake: 0 })).length, 1);
});

test('a ticket never grows past its bound', () => {
  let full = { ...slip.EMPTY, stake: 100 };
  for (let i = 0; i < 30; i++) {
    full = [market('ODD_EVEN'), { type: 'side', side: 'ODD' }, { type: 'add' }].reduce(slip.reduce, full);
  }
  assert.equal(slip.bets(full).length, slip.BETS_MAX);
});

const answers = (...list) => ({
  keys: [],
  async place(ticket, key) {
    this.keys.push(key);
    const next = list.shift();
    if (next instanceof Error) throw next;
    return next;
  },
});
const quick = { wait: async () => {} };

test('a ticket whose answer is lost is asked for again under the same key', async () => {
  const api = answers(new NoAnswer('cut'), new Problem(409, { code: 'IDEMPOTENCY_IN_FLIGHT' }),
    { state: 'RESERVED', outcome: 'UNKNOWN' }, { state: 'ACCEPTED', outcome: 'APPLIED' });
  const answer = await placing.place(api, {}, 'k1', quick);
  assert.equal(answer.kind, 'accepted');
  assert.deepEqual(api.keys, ['k1', 'k1', 'k1', 'k1']);
});

test('when nobody answers the ticket is lost, not declined', async () => {
  const api = answers(...Array.from({ length: 4 }, () => new NoAnswer('cut')));
  assert.equal((await placing.place(api, {}, 'k', quick)).kind, 'lost');
});

test('yes, no and do-not-know are three different answers', async () => {
  const kind = async (answer) => (await placing.place(answers(answer), {}, 'k', quick)).kind;
  assert.equal(await kind({ state: 'ACCEPTED' }), 'accepted');
  assert.equal(await kind({ state: 'SETTLED' }), 'accepted');
  assert.equal(await kind({ state: 'DECLINED', reason: 'INSUFFICIENT_FUNDS' }), 'declined');
  assert.equal(await kind({ state: 'EXPIRED', reason: 'DEBIT_UNKNOWN' }), 'unknown');
  assert.equal(await kind(new Problem(402, { code: 'INSUFFICIENT_FUNDS' })), 'declined');
  assert.equal(await kind(new Problem(504, { code: 'DEBIT_UNKNOWN', outcome: 'UNKNOWN' })), 'unknown');
  assert.equal(await kind(new Problem(401, { code: 'SESSION_INVALID' })), 'ended');
});

test('a round never goes back to an earlier state', () => {
  const rounds = new Rounds();
  const opened = normal({ roundId: 'digits-3:7', state: 'OPEN', openAt: '2026-01-01T00:00:00.000Z', seedHash: 'aa' });
  assert.equal(opened.number, 7);
  assert.equal(opened.openAt, Date.UTC(2026, 0, 1));
  rounds.take(opened, 1);
  rounds.take(fromEvent('round.drawn', { type: 'round.drawn', roundId: 'digits-3:7', number: 7, numbers: [0, 1, 2] }), 2);
  const merged = rounds.take({ ...opened, seedHash: 'bb' }, 3);
  assert.equal(merged.state, 'DRAWN');
  assert.deepEqual(merged.numbers, [0, 1, 2]);
  assert.deepEqual(rounds.seen.get(7), { hash: 'aa', at: 1 });
  assert.equal(fromEvent('bet.won', {}), null);
});

test('every word that the page asks for exists, and plurals choose', () => {
  const used = new Set();
  for (const file of ['app.js', 'page.js', 'purse.js', 'going.js', 'face.js', 'bet-view.js', 'tickets-view.js', 'proof-view.js', 'rules-view.js', 'index.html']) {
    const source = readFileSync(new URL(file, page), 'utf8');
    for (const [, asked, marked] of source.matchAll(/\bt\('([\w.]+)'|data-t="([\w.]+)"/g)) used.add(asked ?? marked);
  }
  assert.ok(used.size > 40);
  for (const key of used) assert.ok(words.has(key), key);
  assert.equal(words.t('go.place', { count: 1, amount: '€1.00' }), 'Place bet · €1.00');
  assert.equal(words.t('go.place', { count: 3, amount: '€1.00' }), 'Place 3 bets · €1.00');
  assert.equal(words.speak(['xx', 'en-GB']), 'en-GB');
});

test('a token that is none is seen as none', () => {
  assert.equal(claims('nonsense'), null);
  assert.equal(claims('a.b.c'), null);
  const body = Buffer.from(JSON.stringify({ sub: 'zoë' })).toString('base64url');
  assert.equal(claims(`x.${body}.y`).sub, 'zoë');
});

// A vector of the protocol, so that the page agrees with the Java, byte for byte.
const vector = {
  chainId: 31337,
  contract: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
  gameId: 'dfbb864437794ebec29d605fba98468e6fd3563b884cb521ce4229a81c54e66a',
  domain: '3a40c9432a878131be447dec2e3a524157b985a475c622152e93a8f552bd9eea',
  roundId: 5,
  index: 5,
  seed: 'df084441a2804632a2eb9c551d62e0f062b74f5e605eb6c58dd3e45f5825a0cb',
  seedHash: 'a6c0aaa188beeb380822ec978711b8f5c41bba41b88b20e63d8e14a6d122252c',
  proof: [
    'bb1312cb387cb27fb6b4ca6f03154fec8c52f26af8f9f9bebda46c69650ef38c',
    'f50281eb0fdbd1810a33924255f4c3b7fff75bc010e19fe526d2f4919b0c54a6',
    '8ce8039a72b24b24e0801307b72bca06c7c4ec75474e8aae5c2df43797d864e4',
  ],
  root: '5e4802d7f9da02d6024eb407ad664314b718321cd8e29e7e26b23980671e7972',
  source: '2b03426a44bcf07fddd73fda8c466acc9f1ed9c091c416cafe1afc6a0d0dcb88',
  beaconRound: 1,
  entropy: '9d15168ad8c6ebb9c609cc4a974b7aa62e8c8aea410c2d70522f939dc47a77dd',
  extra: '0'.repeat(64),
  key: '8ebf70c7d81839449e1124ad8516ea4e62e2f98fb083a5b374e276cc2acc2163',
  outcome: 931,
};

test('the draw recomputes to the vector', async () => {
  const dom = await pf1.domain(vector.chainId, vector.contract, vector.gameId);
  assert.equal(pf1.hex(dom), vector.domain);
  const leaf = await pf1.seedHash(dom, vector.roundId, vector.seed);
  assert.equal(pf1.hex(leaf), vector.seedHash);
  const root = await pf1.rootOf(leaf, vector.index, 8, vector.proof.map(pf1.bytes));
  assert.equal(pf1.hex(root), vector.root);
  const key = await pf1.drawKey(dom, vector);
  assert.equal(pf1.hex(key), vector.key);
  assert.equal(await pf1.uniform(key, 1000), vector.outcome);
  assert.equal(await pf1.uniform(key, 10_000), 1931);
  // Rejects about every second word.
  assert.equal(await pf1.uniform(key, 2 ** 31 + 1, 9), 1844768536);
});

test('a proof of another place, a short or a long one leads nowhere', async () => {
  const leaf = pf1.bytes(vector.seedHash);
  const path = vector.proof.map(pf1.bytes);
  const fits = async (...given) => {
    const root = await pf1.rootOf(...given);
    return root !== null && pf1.hex(root) === vector.root;
  };
  assert.equal(await fits(leaf, 5, 8, path), true);
  assert.equal(await fits(leaf, 4, 8, path), false);
  assert.equal(await fits(leaf, 8, 8, path), false);
  assert.equal(await fits(leaf, 5, 8, path.slice(1)), false);
  assert.equal(await fits(leaf, 5, 8, [...path, path[0]]), false);
});

test('a tree of any size proves every leaf', async () => {
  const node = (left, right) => pf1.sha256(Uint8Array.of(1), left, right);
  const build = async (leaves) => {
    if (leaves.length === 1) return leaves[0];
    const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
    return node(await build(leaves.slice(0, split)), await build(leaves.slice(split)));
  };
  const path = async (leaves, index) => {
    if (leaves.length === 1) return [];
    const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
    return index < split
      ? [...await path(leaves.slice(0, split), index), await build(leaves.slice(split))]
      : [...await path(leaves.slice(split), index - split), await build(leaves.slice(0, split))];
  };
  for (let size = 1; size <= 17; size++) {
    const leaves = await Promise.all(Array.from({ length: size }, (_, i) => pf1.sha256(Uint8Array.of(0, i))));
    const root = pf1.hex(await build(leaves));
    for (let i = 0; i < size; i++) {
      assert.equal(pf1.hex(await pf1.rootOf(leaves[i], i, size, await path(leaves, i))), root, `${i} of ${size}`);
    }
  }
});

test('a changed record is caught', async () => {
  const rest = { ...vector, batch: 0, state: 'SETTLED', numbers: [9, 3, 1] };
  delete rest.domain; delete rest.root; delete rest.key;
  const beaconSignature = 'ab'.repeat(48);
  const signed = { ...rest, beaconSignature, entropy: pf1.hex(await pf1.sha256(pf1.bytes(beaconSignature))) };
  const outcome = await pf1.uniform(await pf1.drawKey(pf1.bytes(vector.domain), signed), 1000);
  const record = { ...signed, outcome, numbers: String(outcome).padStart(3, '0').split('').map(Number) };
  record.recordHash = pf1.hex(await pf1.sha256(new TextEncoder().encode(pf1.canonical(record))));
  record.signature = '00';
  const terms = { outcomes: 1000, digits: 3, seen: vector.seedHash, batchRoot: vector.root, depth: 3 };
  const fits = async (changed, given = terms) => (await pf1.checkRecord(changed, given)).every((check) => check.fits);
  assert.equal((await pf1.checkRecord(record, terms)).length, 6);
  assert.equal(await fits(record), true);
  assert.equal(await fits({ ...record, outcome: (outcome + 1) % 1000 }), false);
  assert.equal(await fits({ ...record, seed: vector.source }), false);
  assert.equal(await fits({ ...record, beaconRound: 2 }), false);
  assert.equal(await fits({ ...record, betCount: 1 }), false);
  assert.equal(await fits(record, { ...terms, seen: vector.root }), false);
  assert.equal(await fits(record, { ...terms, batchRoot: vector.seedHash }), false);
});
