const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHAPE = /^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][Z1-9ABD-J][0-9A-Z]$/;
const BASE = CHARACTERS.length;

/**
 * Whether a text is a GSTIN: state, PAN, entity and a check character over the first fourteen, in base 36 with the weights
 * 1 and 2 in turn (CGST Rules 2017, rule 10). Upper case only, as it is printed.
 */
export function isGstin(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  let sum = 0;
  for (let at = 0; at < 14; at++) {
    const product = CHARACTERS.indexOf(text.charAt(at)) * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / BASE) + (product % BASE);
  }
  return CHARACTERS.charAt((BASE - (sum % BASE)) % BASE) === text.charAt(14);
}

/** The GST state code that a GSTIN begins with: 27 is Maharashtra. */
export const stateOfGstin = (gstin: string): string => gstin.slice(0, 2);
