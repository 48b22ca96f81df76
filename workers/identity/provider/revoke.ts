import { sql } from 'drizzle-orm';
import { refreshTokens, sessions } from '#db/schema/identity';
import { hashSecret } from '#platform/ids';
import type { IdentityContext } from '../identity-context.ts';
import { endSessions, revokeSessions } from '../sessions/end-sessions.ts';
import { authenticateClient, type Client } from './client.ts';
import { answerJson, OauthError } from './oauth-error.ts';
import { readAccessToken } from './read-access-token.ts';

/** POST /oauth2/revoke (RFC 7009): ends the session behind a token of this app. Any other token: nothing, and 200 too. */
export async function revokeToken(ctx: IdentityContext, request: Request, form: URLSearchParams): Promise<Response> {
  const client = await authenticateClient(ctx, request, form);
  const session = await sessionOf(ctx, client, tokenOf(form));
  if (session !== undefined) {
    await ctx.db.query(endSessions(ctx, sql`id = ${session.id}`, 'app_removed'));
    await revokeSessions(ctx, [session.id]);
  }
  return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
}

/** POST /oauth2/introspect (RFC 7662): whether a refresh or access token of this app is in force. For apps with a secret. */
export async function introspect(ctx: IdentityContext, request: Request, form: URLSearchParams): Promise<Response> {
  const client = await authenticateClient(ctx, request, form);
  if (client.secretHash === null)
    throw new OauthError('unauthorized_client', 'Only an app with a secret may ask.', 403);
  const session = await sessionOf(ctx, client, tokenOf(form));
  if (session === undefined || !session.isOpen) return answerJson({ active: false });
  const { personId, expiresAt, permissions } = session;
  return answerJson({
    active: true,
    client_id: client.id,
    sub: personId,
    scope: permissions.join(' '),
    exp: Math.floor(expiresAt.getTime() / 1000),
    iss: ctx.shop.url,
  });
}

interface SessionRow {
  id: string;
  personId: string;
  permissions: string[];
  isOpen: boolean;
}

interface FoundSession extends SessionRow {
  expiresAt: Date;
}

/** By a refresh token, or by an access token: one that names another app's session, or none of ours, finds nothing. */
async function sessionOf(ctx: IdentityContext, client: Client, token: string): Promise<FoundSession | undefined> {
  const now = ctx.clock.now();
  const access = await readAccessToken(ctx, token);
  if (access !== undefined) {
    const [row] = await ctx.db.query<SessionRow>(sql`select id, person_id as "personId", permissions,
      ended_at is null as "isOpen" from ${sessions} where id = ${access.sessionId} and client_id = ${client.id}`);
    return row && { ...row, expiresAt: new Date(access.expiresAt * 1000) };
  }
  const [row] = await ctx.db.query<
    SessionRow & { expiresAt: string }
  >(sql`select s.id, s.person_id as "personId", s.permissions,
    s.ended_at is null and t.used_at is null and t.expires_at > ${now.toISOString()} as "isOpen", t.expires_at as "expiresAt"
    from ${refreshTokens} t join ${sessions} s on s.id = t.session_id
    where t.hash = ${await hashSecret(token)} and s.client_id = ${client.id}`);
  return row && { ...row, expiresAt: new Date(row.expiresAt) };
}

function tokenOf(form: URLSearchParams): string {
  const token = form.get('token');
  if (token === null || token === '') throw new OauthError('invalid_request', 'token is missing.');
  return token;
}
