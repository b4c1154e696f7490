// Money is a whole number of minor units; text is made from its digits, never by dividing.

/** `12345` with exponent 2 is `123.45`. */
export function decimal(minor, exponent) {
  const sign = minor < 0 ? '-' : '';
  const digits = String(minor < 0 ? -minor : minor).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** An amount as people of the locale read it. */
export function money(minor, currency, exponent, locale) {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(decimal(minor, exponent));
}

/** What a person typed, in minor units; null when it is not an amount of that currency. */
export function parseMoney(text, exponent) {
  const match = /^\s*(\d{1,12})(?:[.,](\d*))?\s*$/.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? '';
  if (fraction.length > exponent) return null;
  const minor = Number(match[1] + fraction.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null;
}

/** floor(stake × multiplier), exactly; the multiplier is decimal text with at most 4 places. */
export function payout(stake, multiplier) {
  const [whole, fraction = ''] = String(multiplier).split('.');
  const scaled = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4));
  return Number((BigInt(stake) * scaled) / 10000n);
}

/** Stakes to offer: half a unit up to fifty, in minor units. */
export function quickStakes(exponent) {
  const unit = 10 ** exponent;
  const from = exponent === 0 ? 100 : unit;
  return [from / 2, from, from * 2, from * 5, from * 10, from * 50].map(Math.round);
}

/** One step up or down: fine for small stakes, coarse for large ones. */
export function step(minor, direction, exponent, least = 1) {
  const unit = exponent === 0 ? 100 : 10 ** exponent;
  const probe = direction < 0 ? minor - 1 : minor;
  const size = probe < unit ? unit / 10 : probe < 10 * unit ? unit / 2 : probe < 50 * unit ? unit * 5 : unit * 10;
  const stepped = direction < 0
    ? Math.ceil((minor - size) / size) * size
    : Math.floor((minor + size) / size) * size;
  return Math.max(least, Math.round(unit / 10), stepped);
}
