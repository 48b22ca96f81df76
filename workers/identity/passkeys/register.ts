import {
  type AuthenticatorTransportFuture,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { authPasskeys } from '#db/schema/identity';
import { isDuplicateIn } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession, PasskeyRow, WebAuthnJson } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { contactOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { NewPasskeySchema, PasskeyProofSchema } from '../schemas.ts';
import { commitOnce } from '../secrets/proofs.ts';
import { claimCeremony, openCeremony, relyingParty, sealCeremony } from './ceremony.ts';
import { assertFreshProof } from './fresh-proof.ts';

/** Nobody has so many devices; each is looked at when somebody signs in. */
const MAX_PASSKEYS = 20;

interface Known {
  credential_id: string;
  transports: AuthenticatorTransportFuture[];
}

/**
 * Begins to add a passkey, for a fresh proof: discoverable, and with the device's own check of its user. The ceremony is the
 * proof's consequence: none is sealed without it. Throws as `assertFreshProof` does, and `conflict` for too many.
 */
export async function beginPasskey(
  ctx: IdentityContext,
  own: OwnSession,
  input: { password?: string },
): Promise<{ ceremony: string; options: WebAuthnJson }> {
  const { password } = parseInput(PasskeyProofSchema, input);
  const account = await readOwn(ctx, own);
  await assertFreshProof(ctx, account, password);
  const known = await ctx.db.query<Known>(
    sql`select credential_id, transports from ${authPasskeys} where user_id = ${own.personId} limit ${MAX_PASSKEYS}`,
  );
  if (known.length === MAX_PASSKEYS)
    throw new AppError('conflict', `${MAX_PASSKEYS} passkeys are enough. Remove one first.`);
  const contact = await contactOf(ctx, account);
  const party = relyingParty(ctx);
  const options = await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userID: new Uint8Array(Buffer.from(own.personId)),
    userName: contact?.email ?? own.personId,
    userDisplayName: contact?.name ?? '',
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const ceremony = await sealCeremony(ctx, 'passkey_registration', options.challenge, own.personId);
  return { ceremony, options: { ...options } };
}

/** Adds the passkey that a device has made. Throws `expired`, `invalid_input`, and `conflict` for one that is known. */
export async function finishPasskey(
  ctx: IdentityContext,
  own: OwnSession,
  input: { ceremony: string; name: string; response: WebAuthnJson },
): Promise<PasskeyRow> {
  const { ceremony, name, response } = parseInput(NewPasskeySchema, input);
  const account = await readOwn(ctx, own);
  const { challenge } = await openCeremony(ctx, 'passkey_registration', ceremony, own.personId);
  const made = await verify(ctx, challenge, response);
  const id = ctx.ids.next();
  const statements: Statement[] = [
    await claimCeremony(ctx, 'passkey_registration', challenge),
    insertPasskey(ctx, id, own.personId, name, made),
    ...auditOfPerson(ctx, own, 'identity.passkey_added', { passkeyId: id, deviceType: made.credentialDeviceType }),
    ...(await queueMail(ctx, 'passkey_added', await contactOf(ctx, account))),
  ];
  try {
    await commitOnce(ctx, statements);
  } catch (error) {
    if (isDuplicateIn(error, 'auth_passkeys')) throw new AppError('conflict', 'This passkey is registered already.');
    throw error;
  }
  await hurryEvents(ctx);
  return { id, name, createdAt: ctx.clock.now().toISOString(), lastUsedAt: null };
}

type MadePasskey = Extract<VerifiedRegistrationResponse, { verified: true }>['registrationInfo'];

async function verify(ctx: IdentityContext, expectedChallenge: string, response: WebAuthnJson): Promise<MadePasskey> {
  const { origin, id } = relyingParty(ctx);
  const verified = await verifyRegistrationResponse({
    response: response as unknown as RegistrationResponseJSON,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new AppError('invalid_input', 'The answer of the authenticator does not fit.', { cause });
  });
  if (!verified.verified) throw new AppError('invalid_input', 'The answer of the authenticator does not fit.');
  return verified.registrationInfo;
}

function insertPasskey(ctx: IdentityContext, id: string, personId: string, name: string, made: MadePasskey) {
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = made;
  return sql`insert into ${authPasskeys} (id, user_id, name, public_key, credential_id, counter, device_type, backed_up,
      transports, aaguid, created_at)
    select ${id}, ${personId}, ${name}, ${Buffer.from(credential.publicKey).toString('base64url')}, ${credential.id},
      ${credential.counter}, ${credentialDeviceType}, ${credentialBackedUp},
      array(select jsonb_array_elements_text(${JSON.stringify(credential.transports ?? [])}::jsonb)), ${aaguid},
      ${ctx.clock.now().toISOString()}`;
}
