import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** CBOR (RFC 8949) of what an authenticator writes: text, bytes up to 64 KiB, and heads of maps. */
const cborText = (text: string): Buffer => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
function cborBytes(bytes: Uint8Array): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** A public key as COSE writes it: P-256, ES256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    cborBytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    cborBytes(Buffer.from(y, 'base64url')),
  ]);
}

interface Site {
  /** What the browser says it is at. */
  origin: string;
  /** The host that the key is for. */
  host: string;
}

/** What goes wrong on purpose: another site, no check of the user, a counter that stands still. */
interface Quirks {
  site?: Site;
  isUserVerified?: boolean;
  counter?: number;
}

/** A device with one passkey, as far as WebAuthn sees it. */
export function softwareAuthenticator(home: Site) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  let counter = 0;
  let userHandle = '';

  function authenticatorData(flags: number, { site = home, isUserVerified = true, counter: shown }: Quirks): Buffer {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(shown ?? counter);
    const all = USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0) | flags;
    return Buffer.concat([sha256(site.host), Buffer.from([all]), count]);
  }

  const clientData = (type: string, challenge: string, { site = home }: Quirks): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: site.origin, crossOrigin: false }));

  const shared = {
    id: base64Url(credentialId),
    rawId: base64Url(credentialId),
    type: 'public-key',
    clientExtensionResults: {},
  };

  return {
    /** `navigator.credentials.create` */
    create(options: Record<string, unknown>, quirks: Quirks = {}): Record<string, unknown> {
      userHandle = (options.user as { id: string }).id;
      const length = Buffer.from([0, credentialId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(publicKey)]);
      const authData = Buffer.concat([authenticatorData(ATTESTED, quirks), attested]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        cborText('fmt'),
        cborText('none'),
        cborText('attStmt'),
        Buffer.from([0xa0]),
        cborText('authData'),
        cborBytes(authData),
      ]);
      const said = clientData('webauthn.create', String(options.challenge), quirks);
      const response = {
        clientDataJSON: base64Url(said),
        attestationObject: base64Url(attestation),
        transports: ['internal'],
      };
      return { ...shared, response };
    },
    /** `navigator.credentials.get` */
    get(options: Record<string, unknown>, quirks: Quirks = {}): Record<string, unknown> {
      const said = clientData('webauthn.get', String(options.challenge), quirks);
      const authData = authenticatorData(0, quirks);
      const signature = sign('sha256', Buffer.concat([authData, sha256(said)]), privateKey);
      const response = {
        clientDataJSON: base64Url(said),
        authenticatorData: base64Url(authData),
        signature: base64Url(signature),
        userHandle,
      };
      return { ...shared, response };
    },
  };
}
