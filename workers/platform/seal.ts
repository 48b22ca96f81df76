import { normalEmail, normalPhone, type PersonalData } from './personal-data.ts';

/** The company's keys for personal data: secrets, 32 random bytes each, base64. */
export interface PersonalKeys {
  /** Which master key seals from now on. */
  current: string;
  /** All that may still open something, by id. */
  masterKeys: Readonly<Record<string, string>>;
  /** Never rotates on its own: every index would have to be made anew. */
  indexKey: string;
}

const VERSION = 'pd1';
const IV_BYTES = 12;
const KEY_BYTES = 32;

/** Far below what a call takes in arguments. */
const CHUNK_BYTES = 8_192;

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
const utf8 = new TextEncoder();
/** A byte order mark is text like any other: it comes back. */
const utf8Text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function encrypt(key: CryptoKey, content: BufferSource, bound: string): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8.encode(bound) };
  const cipher = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, content));
  const both = new Uint8Array(IV_BYTES + cipher.length);
  both.set(iv);
  both.set(cipher, IV_BYTES);
  return both;
}

function decrypt(key: CryptoKey, both: Uint8Array<ArrayBuffer>, bound: string): Promise<ArrayBuffer> {
  const algorithm = { name: 'AES-GCM', iv: both.subarray(0, IV_BYTES), additionalData: utf8.encode(bound) };
  return crypto.subtle.decrypt(algorithm, key, both.subarray(IV_BYTES));
}

const importKey = (bytes: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

/**
 * Envelope encryption, as text: `pd1.<master key id>.<wrapped key>.<sealed text>`. A new master key re-wraps the small keys
 * (`rewrap`); the texts stay as they are.
 */
export function sealer(keys: PersonalKeys): PersonalData & Rewrapper {
  const imported = new Map<string, Promise<CryptoKey>>();
  const masterKey = (id: string): Promise<CryptoKey> => {
    const secret = Object.hasOwn(keys.masterKeys, id) ? keys.masterKeys[id] : undefined;
    if (secret === undefined) throw new Error(`There is no master key "${id}" for personal data`);
    const known = imported.get(id) ?? importKey(fromBase64Url(secret));
    imported.set(id, known);
    return known;
  };
  let indexKey: Promise<CryptoKey> | undefined;

  return {
    async seal(place, text) {
      const raw = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      const [own, master] = await Promise.all([importKey(raw), masterKey(keys.current)]);
      const [wrapped, content] = await Promise.all([
        encrypt(master, raw, keys.current),
        encrypt(own, utf8.encode(text), place),
      ]);
      return [VERSION, keys.current, toBase64Url(wrapped), toBase64Url(content)].join('.');
    },
    async open(place, sealed) {
      const { keyId, wrapped, content } = parts(sealed);
      const own = await importKey(await decrypt(await masterKey(keyId), fromBase64Url(wrapped), keyId));
      return utf8Text.decode(await decrypt(own, fromBase64Url(content), place));
    },
    async indexOf(kind, value) {
      indexKey ??= crypto.subtle.importKey(
        'raw',
        fromBase64Url(keys.indexKey),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      );
      const normal = kind === 'voucher' ? value : kind === 'email' ? normalEmail(value) : normalPhone(value);
      const mac = await crypto.subtle.sign('HMAC', await indexKey, utf8.encode(`${kind}:${normal}`));
      return Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    async rewrap(sealed) {
      const { keyId, wrapped, content } = parts(sealed);
      if (keyId === keys.current) return sealed;
      const raw = await decrypt(await masterKey(keyId), fromBase64Url(wrapped), keyId);
      const renewed = await encrypt(await masterKey(keys.current), raw, keys.current);
      return [VERSION, keys.current, toBase64Url(renewed), content].join('.');
    },
  };
}

export interface Rewrapper {
  /** The same value under the current master key; the value itself when it is there already. */
  rewrap(sealed: string): Promise<string>;
}

function parts(sealed: string): { keyId: string; wrapped: string; content: string } {
  const [version, keyId, wrapped, content, ...rest] = sealed.split('.');
  if (version !== VERSION || !keyId || !wrapped || !content || rest.length > 0) {
    throw new Error('This is not a sealed value');
  }
  return { keyId, wrapped, content };
}
