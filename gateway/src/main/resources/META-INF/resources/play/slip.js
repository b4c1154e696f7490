// What the player is putting together: pure states and moves, no page.

export const BETS_MAX = 10;

/** What each market takes: a number of digits, a digit in a place, or one of two sides. */
export const MARKETS = {
  STRAIGHT: { kind: 'digits', places: [0, 1, 2] },
  FRONT_PAIR: { kind: 'digits', places: [0, 1] },
  BACK_PAIR: { kind: 'digits', places: [1, 2] },
  DIGIT: { kind: 'place' },
  ODD_EVEN: { kind: 'side', sides: ['ODD', 'EVEN'] },
  HIGH_LOW: { kind: 'side', sides: ['LOW', 'HIGH'] },
};

export const EMPTY = Object.freeze({
  market: 'STRAIGHT', digits: [null, null, null], place: 0, side: null, stake: 0, lines: [],
});

/** The places of the three windows that the player fills in. */
export function places(slip) {
  const market = MARKETS[slip.market];
  if (market.kind === 'digits') return market.places;
  return market.kind === 'place' ? [slip.place] : [];
}

/** The selection as the interface names it, or null while it is not complete. */
export function selection(slip) {
  const market = MARKETS[slip.market];
  if (market.kind === 'side') return slip.side;
  const digits = places(slip).map((place) => slip.digits[place]);
  if (digits.some((digit) => digit === null)) return null;
  return market.kind === 'place' ? `${slip.place + 1}:${digits[0]}` : digits.join('');
}

/** Every bet that would be placed now: the lines and the one being put together. */
export function bets(slip) {
  const current = selection(slip);
  if (current === null || slip.stake <= 0 || slip.lines.length >= BETS_MAX) return slip.lines;
  return [...slip.lines, { market: slip.market, selection: current, stake: slip.stake }];
}

/** The sum of the stakes, minor units. */
export function total(slip) {
  return bets(slip).reduce((sum, bet) => sum + bet.stake, 0);
}

/** The next slip. A move that makes no sense leaves it as it was. */
export function reduce(slip, move) {
  switch (move.type) {
    case 'market':
      return move.market in MARKETS
        ? { ...slip, market: move.market, digits: [null, null, null], side: null }
        : slip;
    case 'digit': return typed(slip, move.digit);
    case 'erase': return erased(slip);
    case 'place': {
      if (MARKETS[slip.market].kind !== 'place') return slip;
      const digits = [null, null, null];
      digits[move.place] = slip.digits[slip.place];
      return { ...slip, place: move.place, digits };
    }
    case 'side':
      return MARKETS[slip.market].sides?.includes(move.side) ? { ...slip, side: move.side } : slip;
    case 'random': return randomized(slip, move.random);
    case 'stake': return Number.isSafeInteger(move.stake) && move.stake >= 0 ? { ...slip, stake: move.stake } : slip;
    case 'add': {
      const all = bets(slip);
      return all.length === slip.lines.length ? slip : cleared({ ...slip, lines: all });
    }
    case 'remove': return { ...slip, lines: slip.lines.filter((_, index) => index !== move.index) };
    case 'clearCurrent': return cleared(slip);
    case 'placed': return cleared({ ...slip, lines: [] });
    case 'repeat': return cleared({ ...slip, lines: move.bets.slice(0, BETS_MAX) });
    default: return slip;
  }
}

function cleared(slip) {
  return { ...slip, digits: [null, null, null], side: null };
}

function typed(slip, digit) {
  if (!Number.isInteger(digit) || digit < 0 || digit > 9) return slip;
  const wanted = places(slip);
  if (wanted.length === 0) return slip;
  // A full number starts over, as on a calculator.
  const free = wanted.find((place) => slip.digits[place] === null);
  const digits = free === undefined ? [null, null, null] : [...slip.digits];
  digits[free ?? wanted[0]] = digit;
  return { ...slip, digits };
}

function erased(slip) {
  const filled = places(slip).filter((place) => slip.digits[place] !== null);
  if (filled.length === 0) return slip;
  const digits = [...slip.digits];
  digits[filled.at(-1)] = null;
  return { ...slip, digits };
}

function randomized(slip, random) {
  const market = MARKETS[slip.market];
  if (market.kind === 'side') return { ...slip, side: market.sides[random(2)] };
  const digits = [null, null, null];
  for (const place of places(slip)) digits[place] = random(10);
  return { ...slip, digits };
}
