/** Money in the API: an integer of minor units and its currency, for example `{ amount: 12550, currency: 'INR' }`. */
export interface Money {
  amount: number;
  currency: Currency;
}

export const currencies = ['INR'] as const;
type Currency = (typeof currencies)[number];

export const inr = (paise: number): Money => ({ amount: paise, currency: 'INR' });

/** Adds paise and refuses to leave the range in which a JavaScript number counts exactly. */
export function sumPaise(amounts: Iterable<number>): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  if (!Number.isSafeInteger(total)) throw new RangeError('An amount of money left the exact range');
  return total;
}

/**
 * Splits a total in proportion to weights so that the parts sum to the total exactly (largest remainder, ties to the
 * first). All weights zero: the first part takes it all. Amounts are paise, weights any non-negative integers.
 */
export function allocateByLargestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (weights.length === 0) return [];
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0));

  const sign = total < 0 ? -1n : 1n;
  const absolute = BigInt(Math.abs(total));
  const shares = weights.map((weight, index) => {
    const product = absolute * BigInt(weight);
    return { index, floor: product / sum, remainder: product % sum };
  });
  let left = absolute - shares.reduce((a, share) => a + share.floor, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.floor += 1n;
    left -= 1n;
  }
  return shares.map((share) => Number(sign * share.floor));
}
