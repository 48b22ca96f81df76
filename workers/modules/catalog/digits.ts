const DEVANAGARI_ZERO = 0x966;

/** Writes Devanagari digits (०-९) as ASCII ones and full-width forms as plain ones; everything else stays. */
export function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[०-९]/g, (digit) => String((digit.codePointAt(0) ?? 0) - DEVANAGARI_ZERO));
}
