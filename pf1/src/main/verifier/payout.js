// What a bet is owed, read straight from a payout table. PayoutRule.java is the same reading for the command
// line; neither shares code with what pays, and a test holds all three together.

import { numbersOf, outcomesOf } from './pf1.js';

const MULTIPLIER = /^[0-9]{1,6}(\.[0-9]{1,4})?$/;
const STAKE = /^(0|[1-9][0-9]{0,17})$/;
const NUMBER = '[1-9][0-9]{0,5}';
const ONE = 10_000n;
const LONG_MAX = 2n ** 63n - 1n;

/**
 * What a stake in minor units is owed on an outcome, with the sum behind it; throws when the rules have no such
 * market, the selection is none of its market, or the table has no row for it.
 *
 * @param game {kind, parameters}
 * @param table the payout table, parsed
 * @param bet {market, selection, stake}, the stake as decimal text
 * @returns {row, multiplier, product, payout}; row is empty if the bet loses, payout a BigInt
 */
export function owed(game, table, { market, selection, stake }, outcome) {
  const rules = game.kind === 'DIGITS' ? digitRule(game.parameters) : lottoRule(game.parameters);
  if (typeof stake !== 'string' || !STAKE.test(stake)) throw new Error(`not a stake: ${stake}`);
  if (!Object.hasOwn(rules, market)) throw new Error(`the rules of this game have no ${market}`);
  const take = (taken) => {
    if (!taken) throw new Error(`not a selection of ${market}: ${selection}`);
  };
  const { all, hit } = rules[market](selection, numbersOf(game.kind, game.parameters, outcome), outcome, take);
  const rows = Object.hasOwn(table.markets, market) ? table.markets[market] : {};
  if (!all.some((row) => Object.hasOwn(rows, row))) throw new Error(`no row of ${market} pays ${selection}`);
  if (hit === '' || !Object.hasOwn(rows, hit)) return { row: '', multiplier: '0', product: '0', payout: 0n };
  return paid(hit, rows[hit], stake);
}

function paid(row, multiplier, stake) {
  if (typeof multiplier !== 'string' || !MULTIPLIER.test(multiplier)) throw new Error(`not a multiplier: ${multiplier}`);
  const [whole, places = ''] = multiplier.split('.');
  const product = BigInt(stake) * BigInt(whole + places.padEnd(4, '0'));
  const payout = product / ONE;
  if (payout > LONG_MAX) throw new Error(`a payout beyond 64 bits: ${payout}`);
  const rest = String(product % ONE).padStart(4, '0').replace(/0+$/, '');
  return { row, multiplier, product: rest ? `${payout}.${rest}` : String(payout), payout };
}

/** The rows of a table that can pay a selection, and the one for the outcome, empty if it loses. */
const one = (row, hit) => ({ all: [row], hit: hit ? row : '' });
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const sorted = (digits) => [...digits].sort().join('');
const all = (hit) => one('ALL', hit);

function digitRule(parameters) {
  const size = parameters.digits;
  const digits = (count, selection, take) => {
    take(new RegExp(`^[0-9]{${count}}$`).test(selection));
    return selection;
  };
  const pair = (selection, take) => {
    take(size >= 2);
    return digits(2, selection, take);
  };
  return {
    STRAIGHT: (selection, drawn, _, take) => all(digits(size, selection, take) === drawn.join('')),
    FRONT_PAIR: (selection, drawn, _, take) => all(drawn.join('').startsWith(pair(selection, take))),
    BACK_PAIR: (selection, drawn, _, take) => all(drawn.join('').endsWith(pair(selection, take))),
    BOX: (selection, drawn, _, take) =>
      one(String(orders(digits(size, selection, take))), sorted(selection) === sorted(drawn)),
    DIGIT(selection, drawn, _, take) {
      take(new RegExp(`^[1-${size}]:[0-9]$`).test(selection));
      return all(drawn[selection[0] - 1] === Number(selection[2]));
    },
    ODD_EVEN(selection, _, outcome, take) {
      take(selection === 'ODD' || selection === 'EVEN');
      return all((outcome % 2 === 1) === (selection === 'ODD'));
    },
    HIGH_LOW(selection, _, outcome, take) {
      take(selection === 'HIGH' || selection === 'LOW');
      return all((2 * outcome >= outcomesOf('DIGITS', parameters)) === (selection === 'HIGH'));
    },
    SUM(selection, drawn, _, take) {
      take(/^(0|[1-9][0-9]?)$/.test(selection) && Number(selection) <= 9 * size);
      return one(selection, sum(drawn) === Number(selection));
    },
    RANGE(selection, _, outcome, take) {
      take(new RegExp(`^[0-9]{${size}}-[0-9]{${size}}$`).test(selection));
      const [first, last] = selection.split('-').map(Number);
      take(first <= last);
      return one(String(last - first + 1), first <= outcome && outcome <= last);
    },
  };
}

/** In how many orders digits can stand: one more digit goes to every place, but equal ones are not told apart. */
function orders(digits) {
  const seen = {};
  return [...digits].reduce((count, digit, i) => (count * (i + 1)) / (seen[digit] = (seen[digit] ?? 0) + 1), 1);
}

function lottoRule({ pick, of }) {
  return {
    SPOT(selection, drawn, _, take) {
      take(new RegExp(`^${NUMBER}(,${NUMBER})*$`).test(selection));
      const chosen = selection.split(',').map(Number);
      take(chosen.length <= pick && chosen.every((it, i) => it <= of && (i === 0 || chosen[i - 1] < it)));
      const rows = [];
      // A draw leaves out of - pick numbers: what of the chosen is more than those must be hit.
      for (let hits = Math.max(0, chosen.length - (of - pick)); hits <= chosen.length; hits++) {
        rows.push(`${chosen.length}:${hits}`);
      }
      return { all: rows, hit: `${chosen.length}:${chosen.filter((it) => drawn.includes(it)).length}` };
    },
    ODD_COUNT(selection, drawn, _, take) {
      take(new RegExp(`^(0|${NUMBER})$`).test(selection));
      const [odd, even] = [Number(selection), pick - Number(selection)];
      take(even >= 0 && odd <= Math.ceil(of / 2) && even <= Math.floor(of / 2));
      return one(selection, drawn.filter((it) => it % 2 === 1).length === odd);
    },
    SUM_RANGE(selection, drawn, _, take) {
      take(new RegExp(`^${NUMBER}-${NUMBER}$`).test(selection));
      const [lowest, highest] = selection.split('-').map(Number);
      take((pick * (pick + 1)) / 2 <= lowest && lowest <= highest && highest <= (pick * (2 * of - pick + 1)) / 2);
      return one(selection, lowest <= sum(drawn) && sum(drawn) <= highest);
    },
  };
}
