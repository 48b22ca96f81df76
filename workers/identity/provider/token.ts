import { sql } from 'drizzle-orm';
import { oauthClients, oauthConsents, proofs, refreshTokens, sessions } from '#db/schema/identity';
import { people } from '#db/schema/people';
import type { Permission } from '#platform/access/permission-table';
import { AppError } from '#platform/errors';
import { demand } from '#platform/exactly-one';
import type { Tokens } from '#platform/identity-door';
import { hashSecret, sameHash } from '#platform/ids';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { commitOnce, type Proof, readProof, spendProof } from '../secrets/proofs.ts';
import { endSessions, revokeSessions } from '../sessions/end-sessions.ts';
import { draftSession } from '../sessions/open-session.ts';
import { refresh } from '../sessions/refresh.ts';
import { lendable } from './authorization-request.ts';
import { authenticateClient, type Client } from './client.ts';
import type { CodeData } from './codes.ts';
import { answerJson, OauthError } from './oauth-error.ts';

/** POST /oauth2/token: a code or a refresh token for new tokens. */
export async function token(ctx: IdentityContext, request: Request, form: URLSearchParams): Promise<Response> {
  const client = await authenticateClient(ctx, request, form);
  const grantType = form.get('grant_type');
  if (grantType === 'authorization_code') return answerTokens(await redeemCode(ctx, client, form));
  if (grantType === 'refresh_token') return answerTokens(await renew(ctx, client, form));
  throw new OauthError('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.');
}

interface Given {
  tokens: Tokens;
  permissions: readonly Permission[];
}

const answerTokens = ({ tokens, permissions }: Given): Response =>
  answerJson({
    access_token: tokens.accessToken,
    token_type: 'Bearer',
    expires_in: tokens.expiresInSeconds,
    refresh_token: tokens.refreshToken,
    scope: permissions.join(' '),
  });

/** Opens the app's session, in one batch with the code that allows it. A code that comes again ends what it gave. */
async function redeemCode(ctx: IdentityContext, client: Client, form: URLSearchParams): Promise<Given> {
  const code = needed(form, 'code');
  const proof = await readProof<CodeData>(ctx, 'app_code', code).catch(async (error: unknown) => {
    await endGiven(ctx, client, code);
    throw asGrantError(error);
  });
  const { personId, data } = proof;
  if (personId === null || data.clientId !== client.id || data.redirectUri !== form.get('redirect_uri'))
    throw badCode();
  if (!(await isVerifier(form.get('code_verifier'), data.challenge))) throw badCode();
  const { sessionId, permissions } = data;
  const session = await draftSession(ctx, personId, null, {
    sessionId,
    clientId: client.id,
    label: client.label,
    permissions,
  });
  try {
    await commitOnce(ctx, [
      spendProof(ctx, proof as Proof<unknown>),
      stillAllowed(personId, client.id, permissions),
      ...session.statements,
      ...auditOfPerson(ctx, { personId, sessionId }, 'identity.app_let_in', { clientId: client.id, permissions }),
    ]);
  } catch (error) {
    if (error instanceof AppError && error.code === 'expired') await endGiven(ctx, client, code);
    throw asGrantError(error);
  }
  return { tokens: await session.tokens(), permissions };
}

/** Demands, until the commit, that person, consent and app are as they were when the code was given. */
const stillAllowed = (personId: string, clientId: string, permissions: readonly Permission[]) =>
  demand(sql`exists (select 1 from ${people} where id = ${personId} and status = 'active' for share)
    and exists (select 1 from ${oauthClients} where id = ${clientId} and archived_at is null for share)
    and exists (select 1 from ${oauthConsents} where person_id = ${personId} and client_id = ${clientId}
      and revoked_at is null
      and permissions @> array(select jsonb_array_elements_text(${JSON.stringify(permissions)}::jsonb)) for share)`);

/** Whoever brings a used code has copied it, or somebody else has: neither keeps what it gave. */
async function endGiven(ctx: IdentityContext, client: Client, code: string): Promise<void> {
  const hash = await hashSecret(code);
  const [row] = await ctx.db.query<{ person_id: string; data: string }>(sql`select person_id, data from ${proofs}
    where hash = ${hash} and purpose = 'app_code' and used_at is not null`);
  if (row === undefined) return;
  const { sessionId, clientId } = JSON.parse(await ctx.box.open('proofs:app_code', row.data)) as CodeData;
  if (clientId !== client.id) return;
  const [ended] = await ctx.db.query(endSessions(ctx, sql`id = ${sessionId}`, 'reuse'));
  await revokeSessions(ctx, [sessionId]);
  if (ended === undefined) return;
  const who = { personId: row.person_id, sessionId };
  await ctx.db.batch(auditOfPerson(ctx, who, 'identity.app_code_reused', { clientId }));
}

/** Renews the app's session; `scope` may ask for less, never for more, and what the app may no longer have is left out. */
async function renew(ctx: IdentityContext, client: Client, form: URLSearchParams): Promise<Given> {
  const refreshToken = needed(form, 'refresh_token');
  const hash = await hashSecret(refreshToken);
  const [row] = await ctx.db.query<{ permissions: Permission[] }>(sql`select s.permissions from ${refreshTokens} t
    join ${sessions} s on s.id = t.session_id where t.hash = ${hash} and s.client_id = ${client.id}`);
  if (row === undefined) throw new OauthError('invalid_grant', 'This refresh token is not in force for this app.');
  const held = lendable(client).filter((permission) => row.permissions.includes(permission));
  const permissions = narrowed(held, form.get('scope'));
  try {
    return { tokens: await refresh(ctx, { refreshToken }, { clientId: client.id, permissions }), permissions };
  } catch (error) {
    throw asGrantError(error);
  }
}

function narrowed(held: readonly Permission[], scope: string | null): readonly Permission[] {
  if (scope === null || scope === '') return held;
  const asked = new Set(scope.split(' ').filter((word) => word !== ''));
  const kept = held.filter((permission) => asked.has(permission));
  if (kept.length !== asked.size) throw new OauthError('invalid_scope', 'scope asks for more than the person allowed.');
  return kept;
}

/** RFC 7636, 4.1: 43 to 128 letters of an alphabet; SHA-256 of it is the challenge. */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

async function isVerifier(verifier: string | null, challenge: string): Promise<boolean> {
  if (verifier === null || !VERIFIER.test(verifier)) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const made = btoa(String.fromCharCode(...digest));
  return sameHash(made.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''), challenge);
}

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw new OauthError('invalid_request', `${name} is missing.`);
  return value;
}

const badCode = (): OauthError =>
  new OauthError('invalid_grant', 'The code is unknown, used or too old, or was given for something else.');

/** Losing a race, a spent or an ended token are all one to an app: its grant is not good. Anything else stays as it is. */
function asGrantError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const isOfGrant = ['expired', 'unauthenticated', 'conflict', 'forbidden', 'invalid_input'].includes(error.code);
  return isOfGrant ? new OauthError('invalid_grant', error.message) : error;
}
