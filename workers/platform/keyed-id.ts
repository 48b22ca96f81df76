import { hashSecret } from './ids.ts';

/**
 * The id of what a key makes in its place (UUID version 8 of their SHA-256, RFC 9562 s.5.8): the same words always give the
 * same id, so that a repeated request finds what the first one made.
 */
export async function keyedId(...words: readonly string[]): Promise<string> {
  const hex = await hashSecret(JSON.stringify(words));
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** SHA-256 of a request that was parsed: tells whether a repeated key came with the same one. */
export const requestHash = (request: unknown): Promise<string> => hashSecret(JSON.stringify(request));
