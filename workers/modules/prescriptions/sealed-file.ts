import type { PersonalData } from '#platform/personal-data';

/** Stands at the head of every file, so that another format can follow. */
const HEADER = new TextEncoder().encode('pf1\n');
const IV_BYTES = 12;
const KEY_BYTES = 32;

const importKey = (raw: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

const algorithmFor = (id: string, iv: BufferSource) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(`prescription ${id}`),
});

/** A new key for one file, sealed with the company's: it bears that key's id and is wrapped anew when keys rotate. */
export const newFileSecret = (personal: Pick<PersonalData, 'seal'>): Promise<string> =>
  personal.seal(
    'prescriptions.file_secret',
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(KEY_BYTES)))),
  );

async function fileCipher(personal: Pick<PersonalData, 'open'>, secret: string): Promise<CryptoKey> {
  const key = await personal.open('prescriptions.file_secret', secret);
  return importKey(Uint8Array.from(atob(key), (character) => character.charCodeAt(0)));
}

/**
 * Seals a file (AES-256-GCM, NIST SP 800-38D) under its own secret and binds it to its record. Rotation wraps the small secrets
 * anew and leaves the files as they are; without its secret a file is noise.
 */
export async function sealFile(
  personal: Pick<PersonalData, 'open'>,
  { id, secret }: { id: string; secret: string },
  content: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const key = await fileCipher(personal, secret);
  const cipher = new Uint8Array(await crypto.subtle.encrypt(algorithmFor(id, iv), key, content));
  const bytes = new Uint8Array(HEADER.length + IV_BYTES + cipher.length);
  bytes.set(HEADER);
  bytes.set(iv, HEADER.length);
  bytes.set(cipher, HEADER.length + IV_BYTES);
  return bytes;
}

/** The file as it was. Throws for one that was changed, belongs to another record or has another secret. */
export async function openFile(
  personal: Pick<PersonalData, 'open'>,
  { id, secret }: { id: string; secret: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (HEADER.some((byte, at) => bytes[at] !== byte)) throw new Error('This is not a sealed file');
  const iv = bytes.slice(HEADER.length, HEADER.length + IV_BYTES);
  const key = await fileCipher(personal, secret);
  return new Uint8Array(await crypto.subtle.decrypt(algorithmFor(id, iv), key, bytes.slice(HEADER.length + IV_BYTES)));
}

/** Where the file lies: under no path that anything is served from. */
export const fileKey = (id: string): string => `prescriptions/${id}`;
