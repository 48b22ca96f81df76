/** Makes ids. Version 7 UUIDs (RFC 9562) sort by the time they were made, so indexes stay compact. */
export interface IdSource {
  next(): string;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** One version 7 UUID for an instant and ten random bytes. */
export function uuidv7(atMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(atMs / 2 ** (8 * (5 - i))) & 0xff;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

/** The next id of the same millisecond lies a random step above the last, so that nobody knows it from that one. */
function stepUp(random: Uint8Array): Uint8Array {
  const next = random.slice();
  let carry = 1 + ((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 8);
  for (let i = next.length - 1; carry > 0 && i >= 0; i--) {
    const sum = (next[i] ?? 0) + (carry & 0xff);
    next[i] = sum & 0xff;
    carry = (carry >>> 8) + (sum >> 8);
  }
  return next;
}

/**
 * Ids that rise within an isolate, also within one millisecond (RFC 9562, section 6.2, method 2): a clock that stands still during
 * a request must not shuffle the events of a record.
 */
function risingIds(): IdSource {
  let last = { atMs: 0, random: new Uint8Array(10) as Uint8Array };
  return {
    next() {
      const atMs = Date.now();
      const isNew = atMs > last.atMs;
      last = isNew
        ? { atMs, random: crypto.getRandomValues(new Uint8Array(10)) }
        : { atMs: last.atMs, random: stepUp(last.random) };
      return uuidv7(last.atMs, last.random);
    },
  };
}

export const randomIds: IdSource = risingIds();

/** A secret that proves ownership without an account: 256 bits, URL-safe, with a prefix that says what it opens. */
export function newSecret(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `${prefix}_${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** What is stored of a secret: its SHA-256 in hex. The secret has full entropy, so no slow hash is needed. */
export async function hashSecret(secret: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
}

/** Compares two hashes of equal length without telling by its duration where they differ. */
export function sameHash(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % Math.max(b.length, 1));
  return difference === 0;
}
