import { expect, it } from 'vitest';
import { issueTaxedDocuments } from './tax-and-numbers.ts';

it('32 issuers, random orders and returns: tax adds up to the paisa, numbers have no gap', {
  timeout: 120_000,
}, async () => {
  const seed = Number(process.env.SEED ?? 20_261_122);
  const seen = await issueTaxedDocuments(2_000, seed);
  expect({ seed, ...seen }).toMatchObject({ seed, orders: 2_000, wrong: [], numberGaps: 0, lostOrDoubled: 0 });
  expect(seen.creditNotes).toBeGreaterThan(1_000);
});
