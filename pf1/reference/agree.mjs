// Reads cases, one JSON object a line, and writes for each what the verifier page's own code makes of it.
import { createInterface } from 'node:readline';
import * as pf1 from '../src/main/verifier/pf1.js';

const u32 = (value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

async function answer(c) {
  const dom = await pf1.domain(c.chainId, c.contract, c.gameId);
  const seed = pf1.hex(await pf1.seedOf(dom, c.round, c.master));
  const entropy = pf1.hex(await pf1.sha256(pf1.bytes(c.signature)));
  const key = await pf1.drawKey(dom, {
    seed, roundId: c.round, source: c.source, beaconRound: c.beaconRound, entropy, extra: '0'.repeat(64),
  });
  const words = new pf1.Words(key, c.t);
  const drawn = [await words.uniform(c.n), await words.uniform(c.n), await words.uniform(c.n)];
  const lotto = { pick: 5, of: 20 };
  const leaves = [];
  for (let i = 0; i < c.leaves; i++) leaves.push(await pf1.sha256(u32(i), pf1.bytes(c.master)));
  return [
    pf1.hex(dom), pf1.hex(await pf1.masterHash(dom, c.batch, c.master)), seed, pf1.hex(await pf1.seedHash(dom, c.round, seed)),
    pf1.hex(key), ...drawn, words.read,
    ...pf1.numbersOf('DIGITS', { digits: 3 }, await pf1.uniform(key, 1000)),
    ...pf1.numbersOf('COMBINATION', lotto, await pf1.uniform(key, pf1.outcomesOf('COMBINATION', lotto))),
    pf1.hex(await pf1.betLeaf(dom, c.round, c.sequence, c.salt, c.betRecord)),
    pf1.hex(await pf1.recordLeaf(dom, c.round, c.gameId)), pf1.hex(await pf1.treeRoot(leaves)),
  ];
}

const out = [];
for await (const line of createInterface({ input: process.stdin })) out.push((await answer(JSON.parse(line))).join(' '));
process.stdout.write(`${out.join('\n')}\n`);
