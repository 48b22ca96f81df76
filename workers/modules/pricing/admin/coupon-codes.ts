/** Without letters and digits that look alike on paper. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 32 to the 10th power: a thousand codes among a thousand billion are not found by trying. */
const LENGTH = 10;

/** Codes that nobody guesses, drawn from one secret. */
export async function codesFor(secret: string, prefix: string, count: number): Promise<string[]> {
  const encoder = new TextEncoder();
  const codes: string[] = [];
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(`${secret}:${ordinal}`)));
    const letters = Array.from(digest.slice(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length] ?? 'A');
    codes.push(`${prefix}${letters.join('')}`);
  }
  return codes;
}
