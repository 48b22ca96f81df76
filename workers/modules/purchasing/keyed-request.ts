const encoder = new TextEncoder();

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The id of what a key makes in its place: the same words always give the same id, so that a repeated request finds what
 * the first one made (UUID version 8, RFC 9562 s.5.8, of their SHA-256).
 */
export async function keyedId(...words: readonly string[]): Promise<string> {
  const bytes = (await sha256(JSON.stringify(words))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** SHA-256 of a request that was parsed: tells whether a repeated key came with the same one. */
export const requestHash = async (request: unknown): Promise<string> => hexOf(await sha256(JSON.stringify(request)));
