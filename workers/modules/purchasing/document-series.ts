import { financialYear } from '#platform/clock';

/** Papers of purchasing that are numbered, and the letter by which their numbers are told from those of bills. */
const letters = { purchase_order: 'P', debit_note: 'D' } as const;

/** One series per store, paper and financial year: `PUN/P26-27` would be too long with its digits, so it is `PUN/P2627/`. */
export function documentSeries(
  store: { id: string; code: string },
  document: keyof typeof letters,
  day: string,
): { name: string; prefix: string } {
  const year = financialYear(day);
  const short = `${year.slice(2, 4)}${year.slice(5)}`;
  return { name: `${store.id}/${document}/${year}`, prefix: `${store.code}/${letters[document]}${short}/` };
}
