import { hashSecret } from '#platform/ids';
import type { PersonalData } from '#platform/personal-data';

/** Crockford's alphabet: no I, L, O, U, so that nothing read aloud or off a card becomes another code. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Five bits each: 80 bits, which nobody guesses. */
const codeLength = 16;
const groupLength = 4;

/**
 * The code of a gift card, made of its account's id and a key that the database does not hold: the same request gets the same
 * code again, and nothing of it is kept but its hash.
 */
export async function voucherCodeOf(personal: Pick<PersonalData, 'indexOf'>, accountId: string): Promise<string> {
  const mac = await personal.indexOf('voucher', `gift card ${accountId}`);
  const bytes = Array.from({ length: codeLength }, (_, at) => Number.parseInt(mac.slice(at * 2, at * 2 + 2), 16));
  return grouped(bytes.map((byte) => alphabet[byte % alphabet.length]).join(''));
}

const grouped = (code: string): string =>
  Array.from({ length: codeLength / groupLength }, (_, at) =>
    code.slice(at * groupLength, (at + 1) * groupLength),
  ).join('-');

/** A code as people type it: any case, with or without dashes, O for zero, I and L for one. */
export const normalCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

export const isVoucherCode = (typed: string): boolean => /^[0-9A-HJKMNP-TV-Z]{16}$/.test(normalCode(typed));

export const hashVoucherCode = (typed: string): Promise<string> => hashSecret(`gift card ${normalCode(typed)}`);

export const last4Of = (typed: string): string => normalCode(typed).slice(-4);
