const IV_BYTES = 12;
const utf8 = new TextEncoder();

/** Seals under AUTH_SECRET. `place` is bound into the seal, so that a value moved elsewhere does not open. */
export interface SecretBox {
  seal(place: string, text: string): Promise<string>;
  /** Throws for a value that was changed, moved or sealed under another secret. */
  open(place: string, sealed: string): Promise<string>;
  /** HMAC-SHA256 in hex: for what is too short to be stored as a plain hash. */
  fingerprint(purpose: string, text: string): Promise<string>;
}

async function deriveKey(secret: string, use: string): Promise<ArrayBuffer> {
  const base = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveBits']);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode(`tincture ${use}`) };
  return crypto.subtle.deriveBits(algorithm, base, 256);
}

/** AES-256-GCM and HMAC under keys derived from the secret (HKDF, RFC 5869), as text: `box1.<iv and cipher text>`. */
export function secretBox(secret: string): SecretBox {
  let sealing: CryptoKey | undefined;
  let marking: CryptoKey | undefined;
  const sealingKey = async () => {
    const bits = await deriveKey(secret, 'seal');
    sealing ??= await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt']);
    return sealing;
  };
  const markingKey = async () => {
    const bits = await deriveKey(secret, 'fingerprint');
    marking ??= await crypto.subtle.importKey('raw', bits, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return marking;
  };
  return {
    async seal(place, text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const algorithm = { name: 'AES-GCM', iv, additionalData: utf8.encode(place) };
      const cipher = await crypto.subtle.encrypt(algorithm, sealing ?? (await sealingKey()), utf8.encode(text));
      return `box1.${Buffer.concat([iv, new Uint8Array(cipher)]).toString('base64url')}`;
    },
    async open(place, sealed) {
      const [version, content = ''] = sealed.split('.');
      if (version !== 'box1') throw new Error('This is not a sealed value');
      const bytes = new Uint8Array(Buffer.from(content, 'base64url'));
      const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, IV_BYTES), additionalData: utf8.encode(place) };
      const text = await crypto.subtle.decrypt(algorithm, sealing ?? (await sealingKey()), bytes.subarray(IV_BYTES));
      return new TextDecoder().decode(text);
    },
    async fingerprint(purpose, text) {
      const key = marking ?? (await markingKey());
      return Buffer.from(await crypto.subtle.sign('HMAC', key, utf8.encode(`${purpose}:${text}`))).toString('hex');
    },
  };
}
