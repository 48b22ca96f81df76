/** Options and answers of WebAuthn as JSON, for browsers whose PublicKeyCredential does not read and write it yet. */
export type Json = { [name: string]: unknown };

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function base64urlOf(buffer: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const withBytes = (credentials: unknown) =>
  ((credentials ?? []) as { id: string }[]).map((one) => ({ ...one, id: bytesOf(one.id) }));

export function creationOptions(json: Json): PublicKeyCredentialCreationOptions {
  const user = json.user as Json;
  return {
    ...json,
    challenge: bytesOf(String(json.challenge)),
    user: { ...user, id: bytesOf(String(user.id)) },
    excludeCredentials: withBytes(json.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
}

export function requestOptions(json: Json): PublicKeyCredentialRequestOptions {
  return {
    ...json,
    challenge: bytesOf(String(json.challenge)),
    allowCredentials: withBytes(json.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
}

/** What the authenticator answered, every buffer as base64url. */
export function answerJson(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const encoded: Json = { clientDataJSON: base64urlOf(response.clientDataJSON) };
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'] as const) {
    const value = (response as unknown as Record<string, ArrayBuffer | null | undefined>)[name];
    if (value instanceof ArrayBuffer) encoded[name] = base64urlOf(value);
  }
  if (response instanceof AuthenticatorAttestationResponse) encoded.transports = response.getTransports?.() ?? [];
  return {
    id: credential.id,
    rawId: base64urlOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: encoded,
  };
}
