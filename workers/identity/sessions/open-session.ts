import { type SQL, sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { refreshTokens, sessions } from '#db/schema/identity';
import type { Permission } from '#platform/access/permission-table';
import { deviceOf } from '#platform/device';
import { fact, writeFacts } from '#platform/facts';
import { ACCESS_SECONDS, type OwnSession, type Tokens } from '#platform/identity-door';
import { hashSecret, newSecret } from '#platform/ids';
import type { IdentityContext } from '../identity-context.ts';
import { networkOf } from '../network-of.ts';
import { signAccessToken } from '../tokens/access-token.ts';
import { refreshUntil } from './session-life.ts';

export interface DraftSession {
  sessionId: string;
  /** To be committed with whatever proves that the session may be opened. */
  statements: Statement[];
  /** After the commit: what the person gets. */
  tokens: () => Promise<Tokens>;
}

/** The app that a session is for, and what it may do in it. */
export interface LentTo {
  sessionId: string;
  clientId: string;
  label: string;
  permissions: readonly Permission[];
}

/** A new session, not written yet; `lentTo` makes it an app's. */
export async function draftSession(
  ctx: IdentityContext,
  personId: string,
  secondFactorAt: Date | null,
  lentTo?: LentTo,
): Promise<DraftSession> {
  const now = ctx.clock.now();
  const sessionId = lentTo?.sessionId ?? ctx.ids.next();
  const { statement, give } = await draftRefreshToken(ctx, { personId, sessionId }, now, secondFactorAt, lentTo);
  const session = fact(sessions, {
    id: sessionId,
    personId,
    clientId: lentTo?.clientId ?? null,
    permissions: lentTo === undefined ? null : [...lentTo.permissions],
    createdAt: now.toISOString(),
    lastUsedAt: now.toISOString(),
    device: lentTo?.label ?? deviceOf(ctx.visitor.userAgent),
    place: ctx.visitor.place,
    network: networkOf(ctx.visitor.address),
    secondFactorAt: secondFactorAt?.toISOString() ?? null,
    endedAt: null,
    endReason: null,
  });
  return { sessionId, statements: [...writeFacts([session]), statement], tokens: give };
}

/**
 * New tokens for a session that has just shown a second factor: the statements mark the time, take the refresh token in
 * use out of use and write its successor.
 */
export async function draftStepUp(
  ctx: IdentityContext,
  own: OwnSession,
): Promise<{ statements: Statement[]; tokens: () => Promise<Tokens> }> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.query<{ created_at: string }>(
    sql`select created_at from ${sessions} where id = ${own.sessionId}`,
  );
  const createdAt = new Date(row?.created_at ?? now);
  const { hash, statement, give } = await draftRefreshToken(ctx, own, createdAt, now);
  const mark = sql`update ${sessions} set second_factor_at = ${now.toISOString()}, last_used_at = ${now.toISOString()}
    where id = ${own.sessionId}`;
  return { statements: [mark, retire(own.sessionId, hash, now), statement], tokens: give };
}

const retire = (sessionId: string, successor: string, now: Date): SQL => sql`update ${refreshTokens}
  set used_at = ${now.toISOString()}, successor = ${successor} where session_id = ${sessionId} and used_at is null`;

async function draftRefreshToken(
  ctx: IdentityContext,
  { personId, sessionId }: OwnSession,
  sessionCreatedAt: Date,
  secondFactorAt: Date | null,
  lentTo?: LentTo,
): Promise<{ hash: string; statement: SQL; give: () => Promise<Tokens> }> {
  const now = ctx.clock.now();
  const refreshToken = newSecret('ref');
  const hash = await hashSecret(refreshToken);
  const expiresAt = refreshUntil(sessionCreatedAt, now);
  const statement = sql`insert into ${refreshTokens} (hash, session_id, issued_at, expires_at)
    values (${hash}, ${sessionId}, ${now.toISOString()}, ${expiresAt.toISOString()})`;
  return {
    hash,
    statement,
    give: async () => ({
      accessToken: await signAccessToken(ctx, { personId, sessionId, secondFactorAt, ...(lentTo && { lentTo }) }),
      expiresInSeconds: ACCESS_SECONDS,
      refreshToken,
      refreshExpiresInSeconds: Math.floor((expiresAt.getTime() - now.getTime()) / 1000),
    }),
  };
}
