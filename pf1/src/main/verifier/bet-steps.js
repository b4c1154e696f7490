// A player's bet: taken, in the sealed set, and paid by the published table. BetSteps.java is the other reading.

import { ZERO, failed, finding, same, unchecked, utf8, warning, when } from './findings.js';
import { owed } from './payout.js';
import * as pf1 from './pf1.js';

/** The steps of a bet by its proof, after those of its round. */
export function betSteps(proof, on) {
  return [
    ['bet', () => bet(proof, on)],
    ['receipt', () => receipt(proof, on)],
    ['bet in the sealed set', () => included(proof, on)],
    ['payout table', () => payoutTable(proof, on)],
    ['payout', () => payout(proof, on)],
  ];
}

const leafOf = async (entry, { dom, round }) => pf1.hex(await pf1.betLeaf(dom, round, entry.sequence, entry.salt, entry.betRecord));

async function bet({ bet: entry, roundId }, on) {
  if ((await leafOf(entry, on)) !== entry.leaf) return failed('the leaf is not the hash of the bet and its salt');
  const said = JSON.parse(entry.betRecord);
  if (pf1.canonical(said) !== entry.betRecord) return failed('the bet record is not in canonical form');
  const here = said.gameId === on.gameId && said.round === String(on.round) && said.tableHash === on.record.tableHash
    && roundId === `${on.game.game}:${on.round}`;
  return when(here, `${said.market} ${said.selection}, ${said.stake} minor units of ${said.currency}, taken as number ${entry.sequence} of round ${on.round}`,
    'the bet is one of another game, round or payout table', { betRecord: entry.betRecord, salt: entry.salt, leaf: entry.leaf });
}

async function receipt({ bet: entry, receipt: it, previousHead }, on) {
  const head = pf1.hex(await pf1.headAfter(previousHead, entry.leaf));
  if ((entry.sequence === 0 && previousHead !== ZERO) || head !== entry.head) {
    return failed('the receipt\'s head does not chain the bet to those before it');
  }
  const leaves = await Promise.all(it.bets.map((other) => leafOf(other, on)));
  if (!it.bets.some((other) => same(other, entry)) || !it.bets.every((other, i) => leaves[i] === other.leaf)) {
    return failed('the ticket\'s receipt does not hold the bet');
  }
  const leaf = await pf1.receiptLeaf(on.dom, on.round, it.bets);
  const root = await pf1.rootOf(leaf, it.groupIndex, it.groupSize, it.groupProof.map(pf1.bytes));
  if (root === null || pf1.hex(root) !== it.groupRoot) return failed('the ticket\'s receipt is not under the root that was signed');
  if (it.publicKey !== on.receiptKey) return failed('the receipt names a key that is not the game\'s');
  return when(on.crypto.verifyEd25519(pf1.bytes(on.receiptKey), pf1.receiptMessage(on.dom, it.groupRoot), pf1.bytes(it.signature)),
    'the house signed for the bet when it took it', 'the receipt\'s signature is not the house\'s',
    { head, groupRoot: it.groupRoot, signature: it.signature, receiptKey: on.receiptKey });
}

async function included({ bet: entry, betRoot, betCount, proof }, { record: it }) {
  if (betRoot !== it.betRoot || betCount !== it.betCount) return failed('the proof is for another set of bets than the record\'s');
  const root = await pf1.rootOf(pf1.bytes(entry.leaf), entry.sequence, betCount, proof.map(pf1.bytes));
  return when(root !== null && pf1.hex(root) === betRoot, `it is leaf ${entry.sequence} of the sealed ${betCount}`,
    'the proof does not lead from the bet to the sealed root', { betRoot, proof: proof.join(' ') });
}

async function payoutTable({ table }, { record: it }) {
  if (typeof table !== 'string') return unchecked('the proof carries no payout table');
  const hash = pf1.hex(await pf1.sha256(utf8(table)));
  if (hash !== it.tableHash) {
    return failed(`the payout table has the hash ${hash}, the round was opened with ${it.tableHash}`, { table });
  }
  return when(pf1.canonical(JSON.parse(table)) === table, 'the payout table has the hash that was published when the round opened',
    'the payout table is not in canonical form', { table });
}

/** What the bet is owed by the table on the numbers that were drawn, held against what was paid. */
function payout({ bet: entry, table, payout: paid }, { game, record: it }) {
  const minor = paid === undefined ? null : BigInt(paid);
  if (it.state !== 'SETTLED') {
    return minor === null ? warning('the round is void: the stake is owed back')
      : failed(`the round is void, yet the proof says that ${minor} minor units were paid`);
  }
  if (typeof table !== 'string') return unchecked('the proof carries no payout table');
  if (typeof paid === 'number' && !Number.isSafeInteger(paid)) {
    return unchecked('what was paid is more than a browser reads exactly: fairdraw-verify bet does');
  }
  const said = JSON.parse(entry.betRecord);
  const due = owed(game, JSON.parse(table), said, it.outcome);
  const sum = due.row === '' ? 'loses: it is owed 0 minor units'
    : `pays ${due.multiplier}: ${said.stake} × ${due.multiplier} = ${due.product}, so it is owed ${due.payout} minor units`;
  const words = `on ${it.numbers.join(' ')} ${said.market} ${said.selection} ${sum}`;
  const bytes = {
    outcome: String(it.outcome), market: said.market, selection: said.selection, stake: said.stake, row: due.row,
    multiplier: due.multiplier, product: due.product, payout: String(due.payout),
  };
  if (minor === null) return finding('ok', `${words}; the proof does not say what was paid`, bytes);
  return when(due.payout === minor, `${words}, which is what was paid`, `${words}, but paid were ${minor}`, bytes);
}
