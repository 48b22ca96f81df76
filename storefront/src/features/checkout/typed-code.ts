/** As many gift cards as the API takes for one order. */
export const mostGiftCards = 5;
const longestCode = 60;

/** A code as it was typed from a card: in any case, with spaces around. */
export const typedCode = (text: string): string => text.trim().toUpperCase().slice(0, longestCode);

/** Codes of a form, each once; what is no text is none. */
export function typedCodes(values: readonly FormDataEntryValue[]): string[] {
  const codes = values.flatMap((value) => (typeof value === 'string' ? [typedCode(value)] : []));
  return [...new Set(codes)].filter((code) => code !== '').slice(0, mostGiftCards);
}
