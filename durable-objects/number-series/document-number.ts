import { fail, type Result, succeed } from '#platform/errors';
import type { Fact } from '#platform/facts';
import { numberPlaceholder } from '#platform/objects';

const DIGITS = 6;
/** Source: Rule 46(b) of the CGST Rules, 2017: at most 16 characters of letters, digits, hyphen and slash. */
const documentNumber = /^[A-Za-z0-9/-]{1,16}$/;

/** The number of the nth document of a series: prefix and six digits. */
export function formatNumber(prefix: string, sequence: number): Result<string> {
  if (sequence >= 10 ** DIGITS) return fail('conflict', 'The number series is used up.');
  const number = `${prefix}${String(sequence).padStart(DIGITS, '0')}`;
  return documentNumber.test(number)
    ? succeed(number)
    : fail('invalid_input', 'A document number has at most 16 characters of A-Z, a-z, 0-9, / and -.');
}

function putNumber(value: unknown, number: string): unknown {
  if (typeof value === 'string') return value.replaceAll(numberPlaceholder, number);
  if (Array.isArray(value)) return value.map((item) => putNumber(item, number));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, putNumber(inner, number)]));
}

/** The facts with the number in every value where its place was kept. */
export const numberFacts = (facts: readonly Fact[], number: string): Fact[] =>
  facts.map(({ table, row }) => ({ table, row: putNumber(row, number) as Fact['row'] }));
