/** How far a signature's time may be from ours, as Stripe's own libraries have it: an older one is a replay. */
const SIGNATURE_TOLERANCE_SECONDS = 300;
/** A secret is exchanged by setting two for a time. */
const MAX_SECRETS = 2;
/** Stripe signs with each of its live secrets; a header with hundreds is nobody's. */
const MAX_SIGNATURES = 10;
const HEX_SHA256 = /^[0-9a-f]{64}$/;

export const secretsOf = (variable: string | undefined): string[] =>
  (variable ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')
    .slice(0, MAX_SECRETS);

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Whether the bytes were signed (HMAC-SHA-256, hex) with one of the secrets. Compared in constant time by the platform. */
async function isSigned(
  body: Uint8Array<ArrayBuffer>,
  signatures: readonly string[],
  secrets: readonly string[],
): Promise<boolean> {
  const wellFormed = signatures.filter((signature) => HEX_SHA256.test(signature)).slice(0, MAX_SIGNATURES);
  for (const secret of secrets) {
    const raw = new TextEncoder().encode(secret);
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of wellFormed) {
      if (await crypto.subtle.verify('HMAC', key, bytesOf(signature), body)) return true;
    }
  }
  return false;
}

/** Whether `Stripe-Signature` (`t=...,v1=...`) is right for these very bytes, and fresh. */
export async function isStripeSignature(
  body: Uint8Array<ArrayBuffer>,
  header: string,
  secrets: readonly string[],
  nowMs: number,
): Promise<boolean> {
  const parts = header.split(',', MAX_SIGNATURES + 2).map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^[0-9]{1,12}$/.test(time)) return false;
  if (Math.abs(nowMs / 1000 - Number(time)) > SIGNATURE_TOLERANCE_SECONDS) return false;
  const signatures = parts.flatMap(([name, value]) => (name === 'v1' && value !== undefined ? [value] : []));
  const prefix = new TextEncoder().encode(`${time}.`);
  const signed = new Uint8Array(prefix.byteLength + body.byteLength);
  signed.set(prefix);
  signed.set(body, prefix.byteLength);
  return isSigned(signed, signatures, secrets);
}

/** Whether `X-Razorpay-Signature` is right for these very bytes. It holds no time: see `read-razorpay-callback.ts`. */
export const isRazorpaySignature = (
  body: Uint8Array<ArrayBuffer>,
  header: string,
  secrets: readonly string[],
): Promise<boolean> => isSigned(body, [header.trim()], secrets);
