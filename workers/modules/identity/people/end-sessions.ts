import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { describeError, log } from '#platform/log';
import { parseInput } from '#platform/parse-input';
import { InForceEverywhere } from '../grants/in-force-everywhere.ts';
import { revokeTokens } from '../grants/revoke-tokens.ts';
import { findPerson, PersonPath } from './get-person.ts';

export const EndedSessionsView = z
  .object({
    personId: z.uuid(),
    inForceEverywhere: InForceEverywhere,
  })
  .meta({ id: 'EndedSessions' });

/** Signs somebody out everywhere, as after a lost phone. They may sign in again. Throws `not_found`. */
export async function endSessions(
  ctx: Context,
  input: z.input<typeof PersonPath>,
): Promise<z.infer<typeof EndedSessionsView>> {
  requirePermission(ctx, 'people.suspend');
  const { personId } = parseInput(PersonPath, input);
  await findPerson(ctx, personId, 'people.suspend');
  await ctx.db.batch([...writeFacts([auditFact(ctx, { action: 'people.end_sessions', subject: personId })])]);
  return { personId, inForceEverywhere: await endEverySession(ctx, personId) };
}

/** Ends the sessions and the tokens that they gave out; false when one of both could not be made sure of. */
export async function endEverySession(ctx: Permitted, personId: string): Promise<boolean> {
  const revoked = await revokeTokens(ctx, [{ kind: 'person', personId }]);
  try {
    const ended = await ctx.identity.endAllSessions(personId);
    if (ended.ok) return revoked;
    log('error', 'Sessions could not be ended', { personId, code: ended.failure.code });
  } catch (error) {
    log('error', 'Sessions could not be ended', { personId, ...describeError(error) });
  }
  return false;
}
