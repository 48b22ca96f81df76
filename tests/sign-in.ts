import { call, type Shop } from './shopper.ts';
import { nextTotpCode, totpCode } from './totp.ts';

export interface Credentials {
  email: string;
  password: string;
  totpSecret?: string;
}

export interface SignedIn {
  personId: string;
  accessToken: string;
  refreshToken: string;
}

export const asBearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** Signs in with a password, and with the app's code where one is asked for. Throws the answer when it is refused. */
export async function signInAs(shop: Pick<Shop, 'url'>, person: Credentials): Promise<SignedIn> {
  const { email, password, totpSecret } = person;
  const first = await call(shop, 'POST', '/v1/auth/sign-in', { body: { email, password } });
  if (first.status !== 200) throw new Error(`${email} was refused: ${first.status} ${first.text}`);
  if (first.json.status === 'signed_in') return first.json as unknown as SignedIn;
  if (totpSecret === undefined) throw new Error(`${email} is asked for a second factor and has none.`);
  const answer = (code: string) =>
    call(shop, 'POST', '/v1/auth/second-factor', {
      body: { challenge: first.json.challenge, method: 'totp', code },
    });
  // Somebody else may have used this half minute's code.
  let second = await answer(totpCode(totpSecret, Date.now()));
  if (second.status !== 200) second = await answer(await nextTotpCode(totpSecret));
  if (second.status !== 200) throw new Error(`${email}'s code was refused: ${second.status} ${second.text}`);
  return second.json as unknown as SignedIn;
}
