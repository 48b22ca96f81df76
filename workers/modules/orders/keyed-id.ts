import { hashSecret } from '#platform/ids';

/**
 * The id of what one request makes (UUID version 8, RFC 9562): the same order, deed and Idempotency-Key are one record, however
 * often they come.
 */
export async function keyedId(...parts: readonly string[]): Promise<string> {
  const hex = await hashSecret(JSON.stringify(parts));
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
