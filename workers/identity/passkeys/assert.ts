import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransportFuture,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { type SQL, sql } from 'drizzle-orm';
import { authPasskeys } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import type { OwnSession, SignInOutcome, Tokens, WebAuthnJson } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { readAccountBy, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { PasskeyAnswerSchema } from '../schemas.ts';
import { commitOnce } from '../secrets/proofs.ts';
import { draftStepUp } from '../sessions/open-session.ts';
import { admit } from '../sign-in/admit.ts';
import { claimCeremony, openCeremony, relyingParty, sealCeremony } from './ceremony.ts';

/** Begins a sign-in without a name, or a step-up. Nothing is written. */
export async function beginPasskeySignIn(ctx: IdentityContext): Promise<{ ceremony: string; options: WebAuthnJson }> {
  const options = await generateAuthenticationOptions({ rpID: relyingParty(ctx).id, userVerification: 'required' });
  const ceremony = await sealCeremony(ctx, 'passkey_assertion', options.challenge, null);
  return { ceremony, options: { ...options } };
}

interface Answer {
  ceremony: string;
  response: WebAuthnJson;
}

/** Signs in with a passkey: something held and somebody verified, so it counts as both factors. */
export async function finishPasskeySignIn(ctx: IdentityContext, input: Answer): Promise<SignInOutcome> {
  const { personId, claims } = await assertPasskey(ctx, input);
  return admit(ctx, await readAccountBy(ctx, personId), 'passkey', ctx.clock.now(), claims);
}

/** Shows a passkey again as the second factor of a session. */
export async function finishPasskeyStepUp(ctx: IdentityContext, own: OwnSession, input: Answer): Promise<Tokens> {
  await readOwn(ctx, own);
  const { personId, claims } = await assertPasskey(ctx, input);
  if (personId !== own.personId) throw wrongPasskey();
  const fresh = await draftStepUp(ctx, own);
  await commitOnce(ctx, [
    ...claims,
    ...fresh.statements,
    ...auditOfPerson(ctx, own, 'identity.stepped_up', { by: 'passkey' }),
  ]);
  return fresh.tokens();
}

interface PasskeyKey {
  id: string;
  user_id: string;
  public_key: string;
  counter: number;
  transports: AuthenticatorTransportFuture[];
}

/** Whose passkey it is, and the claims of the ceremony and of its counter. */
async function assertPasskey(ctx: IdentityContext, input: Answer): Promise<{ personId: string; claims: SQL[] }> {
  const { ceremony, response } = parseInput(PasskeyAnswerSchema, input);
  const { challenge } = await openCeremony(ctx, 'passkey_assertion', ceremony, null);
  const assertion = response as unknown as AuthenticationResponseJSON;
  const [key] = await ctx.db.query<PasskeyKey>(sql`select id, user_id, public_key, counter, transports
    from ${authPasskeys} where credential_id = ${String(assertion.id)}`);
  if (key === undefined) throw wrongPasskey();
  const counter = await verify(ctx, challenge, assertion, key);
  const used = sql`update ${authPasskeys} set counter = ${counter}, last_used_at = ${ctx.clock.now().toISOString()}
    where id = ${key.id} and (counter < ${counter} or (counter = 0 and ${counter} = 0))`;
  return {
    personId: key.user_id,
    claims: [await claimCeremony(ctx, 'passkey_assertion', challenge), exactlyOne(used)],
  };
}

/** Checks signature, challenge, origin, host, user verification and that the counter has moved on. Answers the new counter. */
async function verify(
  ctx: IdentityContext,
  expectedChallenge: string,
  response: AuthenticationResponseJSON,
  key: PasskeyKey,
): Promise<number> {
  const { origin, id } = relyingParty(ctx);
  const publicKey = new Uint8Array(Buffer.from(key.public_key, 'base64url'));
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: id,
    credential: { id: response.id, publicKey, counter: key.counter, transports: key.transports },
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw wrongPasskey(cause);
  });
  const handle = response.response.userHandle;
  const isTheirs = handle === undefined || Buffer.from(handle, 'base64url').toString('utf8') === key.user_id;
  if (!verified.verified || !isTheirs) throw wrongPasskey();
  return verified.authenticationInfo.newCounter;
}

const wrongPasskey = (cause?: unknown): AppError =>
  new AppError('unauthenticated', 'This passkey does not open an account here.', { cause });
