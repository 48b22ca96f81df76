import { sql } from 'drizzle-orm';
import { oauthClients, oauthConsents, sessions } from '#db/schema/identity';
import type { Permission } from '#platform/access/permission-table';
import { AppError } from '#platform/errors';
import type { ConsentRequest, LetInApp, OwnSession } from '#platform/identity-door';
import { readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { commitOnce, type Proof, readProof, spendProof } from '../secrets/proofs.ts';
import { endSessions, revokeSessions } from '../sessions/end-sessions.ts';
import { type AuthorizationRequest, answerAddress, lendable } from './authorization-request.ts';
import { type Client, readClient } from './client.ts';
import { draftCode } from './codes.ts';

/** More than anybody lets in. */
const MAX_LISTED = 100;

interface Asked {
  proof: Proof<AuthorizationRequest>;
  client: Client;
}

/** A request that this person was asked. Throws `not_found` for somebody else's, an answered and an old one alike. */
async function readAsked(ctx: IdentityContext, own: OwnSession, requestId: string): Promise<Asked> {
  await readOwn(ctx, own);
  const proof = await readProof<AuthorizationRequest>(ctx, 'app_request', requestId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'expired' ? gone() : error;
  });
  const client = proof.personId === own.personId ? await readClient(ctx, proof.data.clientId) : undefined;
  if (client === undefined || !client.redirectUris.some((uri) => isSameHost(uri, proof.data.redirectUri))) throw gone();
  return { proof, client };
}

const isSameHost = (a: string, b: string): boolean => new URL(a).hostname === new URL(b).hostname;

/** What the page shows before the person decides. */
export async function readConsentRequest(
  ctx: IdentityContext,
  own: OwnSession,
  requestId: string,
): Promise<ConsentRequest> {
  const { proof, client } = await readAsked(ctx, own, requestId);
  return {
    app: { name: client.label, homepage: client.homepage },
    scopes: proof.data.permissions,
    redirectHost: new URL(proof.data.redirectUri).host,
  };
}

/** Takes the answer, once, and tells where the browser goes on: with a code, or with a refusal that the app understands. */
export async function answerConsentRequest(
  ctx: IdentityContext,
  own: OwnSession,
  requestId: string,
  { allow }: { allow: boolean },
): Promise<{ redirectTo: string }> {
  const { proof, client } = await readAsked(ctx, own, requestId);
  const asked = proof.data;
  const claim = spendProof(ctx, proof);
  if (!allow) {
    await commitOnce(ctx, [claim]);
    return { redirectTo: answerAddress(ctx, asked, { error: 'access_denied' }) };
  }
  const may = lendable(client);
  if (!asked.permissions.every((permission) => may.includes(permission))) throw gone();
  const { statements, redirectTo } = await draftCode(ctx, own, asked);
  await commitOnce(ctx, [claim, letIn(ctx, own.personId, asked), ...statements]);
  return { redirectTo };
}

/** What was allowed before stays allowed, unless it was taken back. */
const letIn = (ctx: IdentityContext, personId: string, { clientId, permissions }: AuthorizationRequest) => {
  const asked = sql`array(select jsonb_array_elements_text(${JSON.stringify(permissions)}::jsonb))`;
  return sql`insert into ${oauthConsents} as c (person_id, client_id, permissions, at)
    values (${personId}, ${clientId}, ${asked}, ${ctx.clock.now().toISOString()})
    on conflict (person_id, client_id) do update set at = excluded.at, revoked_at = null,
      permissions = case when c.revoked_at is null
        then array(select distinct unnest(c.permissions || excluded.permissions)) else excluded.permissions end`;
};

/** The apps that a person lets in. */
export async function listLetIn(ctx: IdentityContext, own: OwnSession): Promise<LetInApp[]> {
  await readOwn(ctx, own);
  const rows = await ctx.db.query<{ clientId: string; name: string; scopes: Permission[]; at: string }>(sql`
    select c.client_id as "clientId", a.label as name, c.permissions as scopes, c.at
    from ${oauthConsents} c join ${oauthClients} a on a.id = c.client_id
    where c.person_id = ${own.personId} and c.revoked_at is null and a.archived_at is null
    order by c.at desc, a.id limit ${MAX_LISTED}`);
  return rows.map(({ at, ...app }) => ({ ...app, grantedAt: new Date(at).toISOString() }));
}

/** Takes a consent back and ends the app's sessions of this person. Throws `not_found`. */
export async function shutOut(ctx: IdentityContext, own: OwnSession, clientId: string): Promise<{ removed: true }> {
  await readOwn(ctx, own);
  const theirs = sql`person_id = ${own.personId} and client_id = ${clientId}`;
  const [consent] = await ctx.db.query(sql`select 1 from ${oauthConsents} where ${theirs} and revoked_at is null`);
  if (consent === undefined) throw new AppError('not_found', 'There is no such app in your account.');
  await ctx.db.batch([
    sql`update ${oauthConsents} set revoked_at = ${ctx.clock.now().toISOString()} where ${theirs} and revoked_at is null`,
    endSessions(ctx, theirs, 'app_removed'),
    ...auditOfPerson(ctx, own, 'identity.app_shut_out', { clientId }),
  ]);
  // All that ended lately, so that a repetition after a failure tells of them again.
  const ended = await ctx.db.query<{
    id: string;
  }>(sql`select id from ${sessions} where ${theirs} and ended_at is not null
    order by ended_at desc limit ${MAX_LISTED}`);
  await revokeSessions(
    ctx,
    ended.map(({ id }) => id),
  );
  return { removed: true };
}

const gone = (): AppError => new AppError('not_found', 'This request was answered already or is too old.');
