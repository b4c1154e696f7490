// The steps of a verification, in the order in which each builds on those before. The same steps, by
// the same names, as the command line fairdraw-verify: its Java code is the other reading of PF1.

import { betSteps } from './bet-steps.js';
import { ZERO, failed, finding, later, same, unchecked, utf8, warning, when } from './findings.js';
import * as pf1 from './pf1.js';

const QUICKNET = {
  source: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  genesisS: 1692803367,
  periodS: 3,
  publicKey: '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
};
const MARKS = ['ok', 'warning', 'later', 'unchecked', 'failed'];

/**
 * Runs the steps up to the first that fails; tells each as it comes.
 *
 * @param evidence {registration, record, chain?, opening?, seal?, previous?, list?}
 * @param crypto {verifyBls, verifyEd25519}
 */
export async function verifyRound(evidence, crypto, tell = () => {}) {
  return run(roundSteps(await prepared(evidence, crypto)), tell);
}

/** The same, and then the steps of a bet by its proof. */
export async function verifyBet(proof, evidence, crypto, tell = () => {}) {
  const on = await prepared(evidence, crypto);
  return run([...roundSteps(on), ...betSteps(proof, on)], tell);
}

/** Every vector of a file, recomputed. */
export async function verifyVectors(vectors, crypto, tell = () => {}) {
  if (!Array.isArray(vectors) || vectors.length === 0) return run([['vectors', () => failed('the file holds no vector')]], tell);
  return run(vectors.map((vector, i) => [vector.name ?? `#${i}`, () => vectorFinding(vector, crypto)]), tell);
}

async function run(steps, tell) {
  const findings = [];
  for (const [step, check] of steps) {
    let found;
    try {
      found = await check();
    } catch (nonsense) {
      found = failed(`impossible value: ${nonsense.message}`);
    }
    findings.push({ step, ...found });
    tell(findings.at(-1), MARKS);
    if (found.verdict === 'failed') break;
  }
  return { findings, verified: findings.every((it) => it.verdict !== 'failed') };
}

async function prepared(evidence, crypto) {
  const { registration: game, record, chain } = evidence;
  return {
    ...evidence,
    crypto,
    game,
    dom: await pf1.domain(game.chain.chainId, game.chain.contract, await pf1.gameIdOf(game)),
    gameId: await pf1.gameIdOf(game),
    outcomes: pf1.outcomesOf(game.kind, game.parameters),
    recordKey: chain?.game.recordKey ?? game.recordKey,
    receiptKey: chain?.game.receiptKey ?? game.receiptKey,
    dev: pf1.hex(await pf1.devSource(game.beacon.publicKey)) === game.source,
    round: Number(record.roundId),
  };
}

function roundSteps(on) {
  const end = on.record.state === 'SETTLED'
    ? [['beacon', () => beacon(on)], ['seed', () => seed(on)], ['numbers', () => numbers(on)]]
    : [['void', () => (on.record.state === 'VOIDED' ? warning(`voided: ${on.record.reason}`) : failed('neither settled nor voided'))]];
  return [
    ['game on chain', () => gameOnChain(on)],
    ['beacon network', () => network(on)],
    ['record', () => record(on)],
    ['previous record', () => previous(on)],
    ['commitment', () => commitment(on)],
    ['beacon round', () => beaconRound(on)],
    ['seed hash', () => seedHash(on)],
    ['opening', () => opening(on)],
    ['seal', () => seal(on)],
    ...end,
    ['master', () => master(on)],
    ['anchored records', () => anchored(on)],
  ];
}

function gameOnChain({ game, gameId, dom, dev, outcomes, chain }) {
  if (game.gameId !== gameId || game.domain !== pf1.hex(dom) || game.outcomes !== outcomes || game.devSource !== dev) {
    return failed('gameId, domain, outcomes or devSource do not follow from the rest of the registration');
  }
  if (!chain) return unchecked('no chain was asked');
  if (chain.contract !== game.chain.contract || chain.chainId !== game.chain.chainId) {
    return failed(`the game names contract ${game.chain.contract} on chain ${game.chain.chainId}, you trust ${chain.contract} on chain ${chain.chainId}`);
  }
  if (/^0x0+$/.test(chain.game.committer)) return failed(`the contract knows no game ${gameId}`);
  const published = {
    committer: game.chain.committer, outcomes, confirmations: game.chain.confirmations, ...game.schedule,
    beaconGenesisS: game.beacon.genesisS, beaconPeriodS: game.beacon.periodS, depth: game.depth,
    source: game.source, recordKey: game.recordKey, receiptKey: game.receiptKey,
  };
  const differing = Object.keys(chain.game).filter((key) => String(chain.game[key]) !== String(published[key]));
  return when(differing.length === 0,
    `the game is registered with this clock, beacon and signing keys; a change would be another game`,
    `the published game differs from what the contract holds in ${differing.join(', ')}`,
    { gameId, contract: game.chain.contract, domain: pf1.hex(dom) });
}

function network({ game, dev }) {
  if (dev) return warning('DEV BEACON: the house can predict this game\'s numbers', { source: game.source });
  const beaconOf = { source: game.source, ...game.beacon };
  return when(same(beaconOf, QUICKNET), 'drand quicknet, which no single party can predict',
    `an unknown beacon: ${game.source}`, { source: game.source, publicKey: game.beacon.publicKey });
}

async function record({ game, gameId, record: it, recordKey, crypto, dev, round, chain }) {
  const hash = await pf1.recordHash(it);
  const bytes = { recordHash: hash, signature: it.signature, recordKey, flags: it.flags.join(' ') };
  if (hash !== it.recordHash) return failed(`the record was changed: its hash is ${hash}`, bytes);
  if (!crypto.verifyEd25519(pf1.bytes(recordKey), pf1.bytes(hash), pf1.bytes(it.signature))) {
    return failed('the record is not signed by the game\'s key', bytes);
  }
  const rounds = 2 ** game.depth;
  const open = game.schedule.originMs + round * game.schedule.periodMs;
  const here = it.v === 1 && it.chainId === game.chain.chainId && it.contract === game.chain.contract && it.gameId === gameId
    && it.batch === Math.floor(round / rounds) && it.index === round % rounds
    && it.openAt === new Date(open).toISOString() && it.closeAt === new Date(open + game.schedule.betMs).toISOString()
    && it.source === game.source && it.extra === ZERO && it.flags.includes('DEV_BEACON') === dev;
  return when(here, `round ${round}, opened ${it.openAt}, signed by the game's key${chain ? ' on chain' : ''}`,
    'the record speaks of another game, another clock or an extra input', bytes);
}

async function previous({ record: it, previous: before, round, chain }) {
  if (it.skippedFrom !== undefined && !(it.skippedFrom < round)) return failed('it says that rounds after itself were skipped');
  const last = (it.skippedFrom ?? round) - 1;
  const skipped = it.skippedFrom === undefined ? '' : `; rounds ${it.skippedFrom}..${round - 1} never opened`;
  if (last < 0) {
    return when(it.prevRecordHash === ZERO, `this is the game's first record${skipped}`, 'the game\'s first record names one before it');
  }
  if (!chain) return unchecked(`it names a record of round ${last}${skipped}`);
  if (!before) return failed(`it follows round ${last}, whose record is not there`);
  const hash = await pf1.recordHash(before);
  return when(Number(before.roundId) === last && hash === before.recordHash && hash === it.prevRecordHash,
    `chained to the record of round ${last}${skipped}`, `the record of round ${last} is not the one that this one names`,
    { prevRecordHash: it.prevRecordHash });
}

function commitment({ record: it, chain }) {
  if (!chain) return unchecked('no chain was asked');
  const { batch } = chain;
  if (batch.committedAtS === 0) return failed(`batch ${it.batch} is not on chain`);
  if (batch.badLeaf) return failed('it was proven on chain that the batch holds a false seed hash');
  if (chain.blockAtS !== null && chain.blockAtS !== batch.committedAtS) {
    return failed(`block ${batch.committedBlock} is not of the time of the commit`);
  }
  const early = chain.finalAtS === null ? -1 : Date.parse(it.openAt) - chain.finalAtS * 1000;
  return when(early >= 0,
    `batch ${it.batch} was committed in block ${batch.committedBlock} and had ${chain.game.confirmations} confirmations ${Math.floor(early / 1000)} s before the round opened`,
    `batch ${it.batch} was not final when the round opened`, { root: batch.root, masterHash: batch.masterHash });
}

function beaconRound({ game, record: it, round, chain }) {
  const computed = pf1.beaconRound(game.schedule, game.beacon, round);
  const emitted = (game.beacon.genesisS + (computed - 1) * game.beacon.periodS) * 1000;
  return when(computed === it.beaconRound && (!chain || chain.beaconRound === computed),
    `number ${computed}, emitted ${emitted - Date.parse(it.closeAt)} ms after the close, follows from the clock alone${agreed(chain)}`,
    `the clock gives beacon ${computed}, the record names ${it.beaconRound}, the contract ${chain?.beaconRound ?? computed}`,
    { openAt: it.openAt, beaconRound: String(computed) });
}

async function seedHash({ game, record: it, chain }) {
  if (!chain) return unchecked('the seed hash leads to a root, and no chain was asked whether it is there');
  const root = await pf1.rootOf(pf1.bytes(it.seedHash), it.index, 2 ** game.depth, it.proof.map(pf1.bytes));
  return when(root !== null && pf1.hex(root) === chain.batch.root, `the seed hash is leaf ${it.index} of the root on chain`,
    'the proof of the seed hash does not lead to the root on chain',
    { leaf: it.seedHash, index: String(it.index), proof: it.proof.join(' '), root: chain.batch.root });
}

/** What was signed at its time; null if it is not the house's or speaks of another round. */
function signed(document, name, { crypto, recordKey, record: it }) {
  const said = typeof document?.[name] === 'string' ? JSON.parse(document[name]) : null;
  const genuine = said && crypto.verifyEd25519(pf1.bytes(recordKey), utf8(document[name]), pf1.bytes(document.signature));
  return genuine && said.type === name && ['chainId', 'contract', 'gameId', 'roundId'].every((key) => said[key] === it[key]) ? said : null;
}

function opening(on) {
  if (!on.chain) return unchecked('the signed opening is published apart from the record');
  if (!on.opening) return failed('the signed opening is not published any more');
  const said = signed(on.opening, 'opening', on);
  if (!said) return failed('the opening is not signed by the game\'s key for this round');
  const fields = ['tableHash', 'seedHash', 'proof', 'source', 'beaconRound'];
  return when(fields.every((key) => same(said[key], on.record[key])),
    'the opening, signed before the first bet, promised this seed hash, beacon and payout table',
    'the opening, signed before the first bet, promised something else',
    { tableHash: on.record.tableHash, signature: on.opening.signature });
}

function seal(on) {
  const { record: it, game } = on;
  if (it.sealAt === undefined) return warning('the round was voided before its bets were sealed');
  const late = it.flags.includes('LATE_SEAL');
  if (on.chain) {
    if (!on.seal) return failed('the signed seal is not published any more');
    const said = signed(on.seal, 'seal', on);
    const alike = said && ['betRoot', 'betCount', 'tableHash'].every((key) => same(said[key], it[key]))
      && said.sealedAt === it.sealAt && said.late === late;
    if (!alike) return failed('the seal that was signed at the time says something else');
  }
  const early = (game.beacon.genesisS + (it.beaconRound - 1) * game.beacon.periodS) * 1000 - Date.parse(it.sealAt);
  if (!(early > 0)) {
    const words = `the seal came ${-early} ms after the beacon, and the record `;
    return late ? warning(`${words}says so`) : failed(`${words}hides it`);
  }
  if (late && Date.parse(it.sealAt) >= Date.parse(it.openAt)) {
    return warning(`the house calls its seal late, though its time is ${early} ms before the beacon: it knew the beacon by then`);
  }
  const operators = [...new Set(it.sealAcks.map((ack) => ack.operator))];
  const witnesses = operators.length === 0 ? 'the time is the house\'s claim only'
    : `witnessed by ${operators.length} operators (${operators.join(', ')}), each of whom can check its own signature`;
  return when(Date.parse(it.sealAt) >= Date.parse(it.openAt),
    `${it.betCount} bets under one root, ${early} ms before the beacon; ${witnesses}`,
 'the seal is older than the round', { betRoot: it.betRoot, betCount: String(it.betCount) });
}

async function beacon({ game, record: it, crypto }) {
  const bytes = { beaconSignature: it.beaconSignature, entropy: it.entropy, publicKey: game.beacon.publicKey };
  const message = await pf1.beaconMessage(it.beaconRound);
  if (!crypto.verifyBls(pf1.bytes(game.beacon.publicKey), message, pf1.bytes(it.beaconSignature))) {
    return failed('the beacon\'s signature is not that of its network', bytes);
  }
  const entropy = pf1.hex(await pf1.sha256(pf1.bytes(it.beaconSignature)));
  return when(entropy === it.entropy, `the signature of beacon ${it.beaconRound} is genuine`,
    'the entropy is not the hash of the beacon\'s signature', bytes);
}

async function seed({ dom, record: it, round, chain }) {
  const leaf = pf1.hex(await pf1.seedHash(dom, round, it.seed));
  const fits = leaf === it.seedHash;
  return when(fits && (!chain || chain.seedFits === true), `the revealed seed has the seed hash of the opening${agreed(chain)}`,
    fits ? 'the contract does not take the revealed seed' : 'the revealed seed does not have the seed hash of the opening',
    { seed: it.seed, seedHash: leaf });
}

async function numbers({ dom, game, record: it, outcomes, chain }) {
  const key = await pf1.drawKey(dom, it);
  const outcome = await pf1.uniform(key, outcomes);
  const drawn = pf1.numbersOf(game.kind, game.parameters, outcome);
  return when(outcome === it.outcome && same(drawn, it.numbers) && (!chain || chain.outcome === outcome),
    `outcome ${outcome}, numbers ${drawn.join(' ')}, recomputed from seed and beacon${agreed(chain)}`,
    `seed and beacon give ${outcome} (${drawn.join(' ')}), the record says ${it.outcome} (${it.numbers.join(' ')}), the contract ${chain?.outcome ?? outcome}`,
    { key: pf1.hex(key), outcomes: String(outcomes) });
}

async function master({ dom, record: it, round, chain }) {
  if (!chain) return unchecked('no chain was asked');
  const { batch } = chain;
  if (batch.revealedAtS === 0) {
    return batch.slashed ? warning('the house hid the master past its deadline and lost its bond')
      : later('the master is revealed when every round of the batch is over');
  }
  if (!chain.master) return failed('the contract says that the master is out, but no event has it');
  const hash = pf1.hex(await pf1.masterHash(dom, it.batch, chain.master));
  if (hash !== batch.masterHash) return failed('the revealed master does not have the committed hash', { master: chain.master });
  const follows = pf1.hex(await pf1.seedOf(dom, round, chain.master));
  const leaf = pf1.hex(await pf1.seedHash(dom, round, follows));
  if (leaf !== it.seedHash) return failed('the round\'s seed does not follow from the batch\'s master', { master: chain.master });
  const bytes = { master: chain.master, masterHash: hash };
  return batch.slashed ? warning('the master came too late: the house lost its bond', bytes)
    : finding('ok', 'the master revealed on chain has the committed hash, and the seed follows from it', bytes);
}

async function anchored({ dom, game, record: it, round, chain, list }) {
  if (!chain) return unchecked('no chain was asked');
  if (!chain.batch.recordsRoot) return later('the records are anchored at the end of the batch');
  const rounds = 2 ** game.depth;
  const listed = await list(it.batch * rounds, (it.batch + 1) * rounds);
  const leaves = await Promise.all(listed.map((item) => pf1.recordLeaf(dom, item.roundId, item.recordHash)));
  const own = await pf1.recordHash(it);
  return when(listed.some((item) => Number(item.roundId) === round && item.recordHash === own)
    && pf1.hex(await pf1.treeRoot(leaves)) === chain.batch.recordsRoot,
  `this record is one of ${leaves.length} whose root is anchored on chain`,
  'the published records of the batch do not have the root anchored on chain', { recordsRoot: chain.batch.recordsRoot });
}

const agreed = (chain) => (chain ? '; the contract agrees' : '');

async function vectorFinding(v, crypto) {
  const differing = [];
  const must = (name, computed) => {
    if (!same(computed, v[name])) differing.push(name);
  };
  must('gameId', pf1.hex(await pf1.sha256(utf8(v.rules))));
  const dom = await pf1.domain(v.chainId, v.contract, v.gameId);
  must('domain', pf1.hex(dom));
  must('masterHash', pf1.hex(await pf1.masterHash(dom, v.batch, v.master)));
  const size = 2 ** v.depth;
  const first = v.batch * size;
  const leaves = [];
  for (let i = 0; i < size; i++) {
    const of = pf1.hex(await pf1.seedOf(dom, first + i, v.master));
    if (first + i === v.roundId) must('seed', of);
    leaves.push(await pf1.seedHash(dom, first + i, of));
  }
  must('index', v.roundId - first);
  must('seedHash', pf1.hex(leaves[v.index]));
  must('root', pf1.hex(await pf1.treeRoot(leaves)));
  const root = await pf1.rootOf(leaves[v.index], v.index, size, v.proof.map(pf1.bytes));
  if (root === null || pf1.hex(root) !== v.root) differing.push('proof');
  if (v.beaconSignature) {
    must('entropy', pf1.hex(await pf1.sha256(pf1.bytes(v.beaconSignature))));
    const message = await pf1.beaconMessage(v.beaconRound);
    if (v.source === QUICKNET.source && !crypto.verifyBls(pf1.bytes(QUICKNET.publicKey), message, pf1.bytes(v.beaconSignature))) {
      differing.push('beaconSignature');
    }
  }
  const key = await pf1.drawKey(dom, v);
  must('key', pf1.hex(key));
  for (const digits of [2, 3, 4]) {
    must(`digits${digits}`, pf1.numbersOf('DIGITS', { digits }, await pf1.uniform(key, 10 ** digits)));
  }
  const lotto = await pf1.uniform(key, 15504);
  must('lotto5of20', { outcome: lotto, numbers: pf1.numbersOf('COMBINATION', { pick: 5, of: 20 }, lotto) });
  const words = new pf1.Words(key, 9);
  const stress = [];
  for (let i = 0; i < 4; i++) stress.push(await words.uniform(2 ** 31 + 1));
  must('draw9_uniform_2147483649', stress);
  must('draw9_words', words.read);
  if (v.bet) {
    const leaf = await pf1.betLeaf(dom, v.roundId, v.bet.sequence, v.bet.salt, v.bet.betRecord);
    const head = await pf1.headAfter(v.bet.previousHead, pf1.hex(leaf));
    const over = await pf1.rootOf(leaf, v.bet.sequence, v.bet.betCount, v.bet.proof.map(pf1.bytes));
    if (pf1.hex(leaf) !== v.bet.leaf) differing.push('bet.leaf');
    if (pf1.hex(head) !== v.bet.head) differing.push('bet.head');
    if (over === null || pf1.hex(over) !== v.bet.betRoot) differing.push('bet.betRoot');
  }
  if (v.record && pf1.hex(await pf1.recordLeaf(dom, v.roundId, v.record.recordHash)) !== v.record.leaf) {
    differing.push('record.leaf');
  }
  return when(differing.length === 0, 'every field recomputed', `differs in ${differing.join(', ')}`, { key: v.key, root: v.root });
}
