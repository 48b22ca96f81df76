import { sql } from 'drizzle-orm';
import * as oauth from 'oauth4webapi';
import { authAccounts, authPasskeys, authUsers } from '#db/schema/identity';
import { createPerson } from '#modules/identity';
import { isDuplicateIn } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import { demand, exactlyOne, wasRefused } from '#platform/exactly-one';
import type { OwnSession, SignInOutcome } from '#platform/identity-door';
import { insertAccount } from '../accounts/account-rows.ts';
import { readAccountBy, readAccountOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { claimCeremony } from '../passkeys/ceremony.ts';
import { commitOnce, spent } from '../secrets/proofs.ts';
import { draftSession } from '../sessions/open-session.ts';
import { admitFirst } from '../sign-in/admit.ts';
import { askProvider, type Ceremony, type OutsidePerson } from './ask-provider.ts';
import type { OutsideProvider } from './providers.ts';

const LIFE_MS = 10 * 60_000;
const MAX_RETURN_LENGTH = 2_000;
const MAX_NAME_LENGTH = 120;

function providerOf(ctx: IdentityContext, id: string): OutsideProvider {
  const provider = ctx.outside.find((known) => known.id === id);
  if (provider === undefined) throw new AppError('not_found', 'There is no such provider.');
  return provider;
}

const redirectUriOf = ({ shop }: IdentityContext, { id }: OutsideProvider): string => `${shop.url}/sign-in/from/${id}`;

/** Only ever a path of our own, read the way browsers read it. */
function ownPath(ctx: IdentityContext, returnTo: string): string {
  const url =
    returnTo.startsWith('/') && returnTo.length <= MAX_RETURN_LENGTH ? URL.parse(returnTo, ctx.shop.url) : null;
  if (url === null || url.origin !== new URL(ctx.shop.url).origin || url.pathname.startsWith('//')) return '/account';
  return url.pathname + url.search;
}

/** Where to send the browser; state, nonce and verifier travel sealed in its cookie. */
export async function beginOutside(
  ctx: IdentityContext,
  input: { provider: string; returnTo: string; own?: OwnSession },
): Promise<{ url: string; ceremony: string }> {
  const provider = providerOf(ctx, input.provider);
  if (input.own !== undefined) await readOwn(ctx, input.own);
  const ceremony: Ceremony = {
    provider: provider.id,
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    returnTo: ownPath(ctx, input.returnTo),
    own: input.own ?? null,
    expiresAtMs: ctx.clock.now().getTime() + LIFE_MS,
  };
  const url = new URL(provider.server.authorization_endpoint ?? '');
  const asked = {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: redirectUriOf(ctx, provider),
    scope: provider.scope,
    state: ceremony.state,
    nonce: ceremony.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(ceremony.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return { url: url.href, ceremony: await ctx.box.seal('ceremony:outside', JSON.stringify(ceremony)) };
}

/** Throws `expired` for another browser's, an old or a made-up ceremony, and for a state that is not its own. */
async function openCeremony(ctx: IdentityContext, sealed: string, provider: string, state: string): Promise<Ceremony> {
  const opened = await ctx.box.open('ceremony:outside', sealed).catch(() => undefined);
  const ceremony = opened === undefined ? undefined : (JSON.parse(opened) as Ceremony);
  const isOurs = ceremony?.provider === provider && ceremony.state === state;
  if (ceremony === undefined || !isOurs || ceremony.expiresAtMs <= ctx.clock.now().getTime()) throw spent();
  return ceremony;
}

/**
 * Signs in with an outside account, makes a customer's account for an unknown one, or links it to the session that began.
 * An address that has an account already is never signed in to by this way: its owner signs in and links.
 */
export async function finishOutside(
  ctx: IdentityContext,
  input: { provider: string; code: string; state: string; ceremony: string },
): Promise<{ outcome: SignInOutcome | { kind: 'linked' }; returnTo: string }> {
  const provider = providerOf(ctx, input.provider);
  const ceremony = await openCeremony(ctx, input.ceremony, provider.id, input.state);
  const { returnTo, own } = ceremony;
  const person = await askProvider(provider, ceremony, { code: input.code, redirectUri: redirectUriOf(ctx, provider) });
  const claim = await claimCeremony(ctx, 'outside', ceremony.state);
  const [row] = await ctx.db.query<{ user_id: string }>(sql`select user_id from ${authAccounts}
    where provider_id = ${provider.id} and account_id = ${person.accountId}`);
  if (own !== null) {
    await link(ctx, own, provider, person, claim, row?.user_id);
    return { outcome: { kind: 'linked' }, returnTo };
  }
  if (row === undefined) return { outcome: await signUpOutside(ctx, provider, person, claim), returnTo };
  const account = await readAccountBy(ctx, row.user_id);
  const stillLinked = demand(sql`exists (select 1 from ${authAccounts} where user_id = ${row.user_id}
    and provider_id = ${provider.id} and account_id = ${person.accountId} for share)`);
  return { outcome: await admitFirst(ctx, account, 'outside', [claim, stillLinked]), returnTo };
}

type Claim = Awaited<ReturnType<typeof claimCeremony>>;

const linkRow = (ctx: IdentityContext, personId: string, providerId: string, accountId: string) => {
  const now = ctx.clock.now().toISOString();
  return sql`insert into ${authAccounts} (id, account_id, provider_id, user_id, created_at, updated_at)
    values (${ctx.ids.next()}, ${accountId}, ${providerId}, ${personId}, ${now}, ${now})`;
};

async function link(
  ctx: IdentityContext,
  own: OwnSession,
  provider: OutsideProvider,
  { accountId }: OutsidePerson,
  claim: Claim,
  holder: string | undefined,
): Promise<void> {
  await readOwn(ctx, own);
  if (holder !== undefined) throw taken(provider);
  const audit = auditOfPerson(ctx, own, 'identity.outside_linked', { provider: provider.id });
  try {
    await commitOnce(ctx, [claim, linkRow(ctx, own.personId, provider.id, accountId), ...audit]);
  } catch (error) {
    throw isDuplicateIn(error, 'auth_accounts') ? taken(provider) : error;
  }
}

const taken = ({ name }: OutsideProvider): AppError =>
  new AppError('conflict', `This ${name} account is linked already, or yours has another one.`);

async function signUpOutside(
  ctx: IdentityContext,
  provider: OutsideProvider,
  { accountId, name, email, emailVerified }: OutsidePerson,
  claim: Claim,
): Promise<SignInOutcome> {
  if (email === null || !emailVerified) {
    throw new AppError(
      'forbidden',
      `${provider.name} has not verified your address. Verify it there, or sign up here.`,
    );
  }
  if ((await readAccountOf(ctx, await ctx.personal.indexOf('email', email))) !== undefined) throw known(provider);
  const personId = ctx.ids.next();
  const session = await draftSession(ctx, personId, null);
  const called = (name.trim() || email.split('@', 1)[0] || email).slice(0, MAX_NAME_LENGTH);
  const person = { id: personId, kind: 'customer', name: called, email, language: 'en', grantedBy: 'sign_up' } as const;
  const own = { personId, sessionId: session.sessionId };
  try {
    await commitOnce(ctx, [
      claim,
      ...(await createPerson(ctx, person)),
      ...(await insertAccount(ctx, { personId, email, passwordHash: null })),
      linkRow(ctx, personId, provider.id, accountId),
      ...session.statements,
      ...auditOfPerson(ctx, own, 'identity.signed_up', { kind: 'customer', by: provider.id }),
    ]);
  } catch (error) {
    const isKnown = ['people', 'auth_users', 'auth_accounts'].some((table) => isDuplicateIn(error, table));
    throw isKnown ? known(provider) : error;
  }
  return { kind: 'signed_in', personId, tokens: await session.tokens() };
}

const known = ({ name }: OutsideProvider): AppError =>
  new AppError('conflict', `This address has an account here. Sign in to it and link ${name} under Security.`);

/** Takes an outside account off. Throws `conflict` when it is the last way to sign in. */
export async function unlinkOutside(
  ctx: IdentityContext,
  own: OwnSession,
  provider: string,
): Promise<{ removed: true }> {
  const { linked } = await readOwn(ctx, own);
  if (provider === 'credential' || !linked.some((one) => one.provider === provider)) {
    throw new AppError('not_found', 'There is no such account linked to yours.');
  }
  const { personId } = own;
  try {
    await ctx.db.batch([
      // One after the other: two that leave each other's way standing would leave none.
      sql`select 1 from ${authUsers} where id = ${personId} for update`,
      exactlyOne(sql`delete from ${authAccounts} a where user_id = ${personId} and provider_id = ${provider} and (
        exists (select 1 from ${authAccounts} where user_id = ${personId} and provider_id <> ${provider})
        or exists (select 1 from ${authPasskeys} where user_id = ${personId}))`),
      ...auditOfPerson(ctx, own, 'identity.outside_unlinked', { provider }),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('conflict', 'This is your last way to sign in. Set a password or add a passkey first.');
  }
  return { removed: true };
}
