import { hashSecret } from '#platform/ids';

const DIGITS = 6;

/** What its buyer says at the counter. Made from the order's own secret, which staff never see; the same whenever it is shown. */
export async function handoverCode({ id, tokenHash }: { id: string; tokenHash: string }): Promise<string> {
  const hash = await hashSecret(`hand over ${id} ${tokenHash}`);
  return String(BigInt(`0x${hash.slice(0, 16)}`) % BigInt(10 ** DIGITS)).padStart(DIGITS, '0');
}
