// Reads bets, one JSON object a line, and writes what the verifier page's own code owes for each, or "refused".
import { createInterface } from 'node:readline';
import { owed } from '../src/main/verifier/payout.js';

function answer({ kind, parameters, table, outcome, ...bet }) {
  try {
    const { row, multiplier, product, payout } = owed({ kind, parameters }, JSON.parse(table), bet, outcome);
    return `${row || '-'} ${multiplier} ${product} ${payout}`;
  } catch {
    return 'refused';
  }
}

const out = [];
for await (const line of createInterface({ input: process.stdin })) out.push(answer(JSON.parse(line)));
process.stdout.write(`${out.join('\n')}\n`);
