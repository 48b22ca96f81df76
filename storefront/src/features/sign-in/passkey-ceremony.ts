import { answerJson, creationOptions, type Json, requestOptions } from './web-authn-json.ts';

/** The API refused a step of a ceremony. */
export class CeremonyRefused extends Error {
  override readonly name = 'CeremonyRefused';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

type Begun = { ceremony: string; options: Json };

const post = (path: string, body: Json) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-session': 'cookie' },
    body: JSON.stringify(body),
  });

/** A call of the page itself. A session that has just run out is renewed once. */
async function call(path: string, body: Json): Promise<Json> {
  let answer = await post(path, body);
  if (answer.status === 401 && (await post('/v1/auth/refresh', {})).ok) answer = await post(path, body);
  const said = (await answer.json().catch(() => ({}))) as Json;
  if (!answer.ok) throw new CeremonyRefused(String(said.code));
  return said;
}

/** Asks for a passkey of this site and shows it to the API. Throws when the visitor turns away or the API refuses. */
export async function showPasskey(finishPath: string): Promise<Json> {
  const { ceremony, options } = (await call('/v1/auth/passkeys/sign-in/begin', {})) as Begun;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON?.(options as never) ?? requestOptions(options);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  return call(finishPath, { ceremony, response: responseOf(credential) });
}

/** Makes a passkey for the person who is signed in. An empty password is not sent: other proofs may do. */
export async function addPasskey(name: string, password: string): Promise<Json> {
  const { ceremony, options } = (await call('/v1/auth/passkeys/begin', password === '' ? {} : { password })) as Begun;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON?.(options as never) ?? creationOptions(options);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  return call('/v1/auth/passkeys', { ceremony, name, response: responseOf(credential) });
}

/** Some password managers put their own credential in the place, without `toJSON`. */
const responseOf = (credential: PublicKeyCredential): Json =>
  typeof credential.toJSON === 'function' ? (credential.toJSON() as Json) : answerJson(credential);
