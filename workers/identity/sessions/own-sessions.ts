import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { refreshTokens, sessions } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import type { OwnSession, SessionRow } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { type EndReason, endSessions, revoke, revokeSessions } from './end-sessions.ts';

/** More than anybody has in use; older ones run out by themselves. */
const MAX_LISTED = 100;

interface ListedRow {
  id: string;
  device: string;
  place: string;
  network: string;
  created_at: string;
  last_used_at: string;
}

/** The sessions that can still be renewed, the last used first. */
export async function listSessions(ctx: IdentityContext, own: OwnSession): Promise<SessionRow[]> {
  await readOwn(ctx, own);
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.query<ListedRow>(sql`select id, device, place, network, created_at, last_used_at
    from ${sessions} s where person_id = ${own.personId} and ended_at is null and exists (
      select 1 from ${refreshTokens} where session_id = s.id and used_at is null and expires_at > ${now})
    order by last_used_at desc, id limit ${MAX_LISTED}`);
  return rows.map(({ id, device, place, network, created_at, last_used_at }) => ({
    id,
    device,
    place: place === '' ? network : place,
    createdAt: new Date(created_at).toISOString(),
    lastUsedAt: new Date(last_used_at).toISOString(),
    current: id === own.sessionId,
  }));
}

/** Ends the session that asks. Repeating it changes nothing. */
export async function signOut(ctx: IdentityContext, own: OwnSession): Promise<{ ended: true }> {
  await endOne(ctx, own, own.sessionId, 'signed_out');
  return { ended: true };
}

/** Ends another session of the same person. Throws `not_found` for one that is not theirs. */
export async function revokeSession(
  ctx: IdentityContext,
  own: OwnSession,
  sessionId: string,
): Promise<{ ended: true }> {
  const id = parseInput(z.uuid(), sessionId).toLowerCase();
  await readOwn(ctx, own);
  const isTheirs = sql`id = ${id} and person_id = ${own.personId}`;
  // Asked before: a refusal must not stand in the audit as a deed.
  const [session] = await ctx.db.query(sql`select 1 from ${sessions} where ${isTheirs}`);
  if (session === undefined) throw new AppError('not_found', 'There is no such session.');
  await endOne(ctx, own, id, 'ended_by_person');
  return { ended: true };
}

async function endOne(ctx: IdentityContext, own: OwnSession, sessionId: string, reason: EndReason): Promise<void> {
  await ctx.db.batch([
    endSessions(ctx, sql`id = ${sessionId} and person_id = ${own.personId}`, reason),
    ...auditOfPerson(ctx, own, 'identity.session_ended', { sessionId, reason }),
  ]);
  await revokeSessions(ctx, [sessionId]);
}

export async function revokeOtherSessions(ctx: IdentityContext, own: OwnSession): Promise<{ ended: number }> {
  await readOwn(ctx, own);
  const others = sql`person_id = ${own.personId} and id <> ${own.sessionId}`;
  const [ended = []] = await ctx.db.batch<{ id: string }>([
    endSessions(ctx, others, 'ended_by_person'),
    ...auditOfPerson(ctx, own, 'identity.session_ended', { reason: 'ended_by_person', others: true }),
  ]);
  await revokeSessions(
    ctx,
    ended.map(({ id }) => id),
  );
  return { ended: ended.length };
}

/** Ends every session of a person, for whoever may: the caller has asked for the permission and writes the audit. */
export async function endAllSessions(ctx: IdentityContext, personId: string): Promise<{ ended: number }> {
  const id = parseInput(z.uuid(), personId).toLowerCase();
  const ended = await ctx.db.query<{ id: string }>(endSessions(ctx, sql`person_id = ${id}`, 'ended_by_staff'));
  await revoke(ctx, [{ kind: 'person', personId: id }]);
  await revokeSessions(
    ctx,
    ended.map((session) => session.id),
  );
  return { ended: ended.length };
}
