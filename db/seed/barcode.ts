/** The thirteenth digit of an EAN-13: weights 1 and 3 from the left, filled up to the next ten (GS1 General Specifications 7.9). */
function ean13CheckDigit(twelve: string): number {
  let sum = 0;
  for (let at = 0; at < 12; at++) sum += Number(twelve[at]) * (at % 2 === 0 ? 1 : 3);
  return (10 - (sum % 10)) % 10;
}

export function isEan13(text: string): boolean {
  return /^\d{13}$/.test(text) && ean13CheckDigit(text) === Number(text[12]);
}

/**
 * A barcode of prefix 2, which GS1 leaves to shops for numbers of their own, from any whole number below 10^11.
 */
export function inStoreBarcode(number: number): string {
  const twelve = `2${String(number).padStart(11, '0')}`;
  return `${twelve}${ean13CheckDigit(twelve)}`;
}
