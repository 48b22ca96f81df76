import { sql } from 'drizzle-orm';
import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession } from '#platform/identity-door';
import { contactOf, readAccountBy } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { endSessions, revokeSessions } from './end-sessions.ts';

/** Ends a session whose refresh token came back after it was used, and tells its person. Either of the two may be a thief. */
export async function endForReuse(ctx: IdentityContext, own: OwnSession): Promise<void> {
  const [ended] = await ctx.db.query<{ id: string }>(endSessions(ctx, sql`id = ${own.sessionId}`, 'reuse'));
  await revokeSessions(ctx, [own.sessionId]);
  if (ended === undefined) return;
  const account = await readAccountBy(ctx, own.personId);
  await ctx.db.batch([
    ...auditOfPerson(ctx, own, 'identity.refresh_reused'),
    ...(await queueMail(ctx, 'session_reuse', await contactOf(ctx, account))),
  ]);
  await hurryEvents(ctx);
}
