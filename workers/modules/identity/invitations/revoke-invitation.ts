import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { invitations } from '#db/schema/people';
import { describeActor } from '#platform/access/actor';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';

const RevokeInvitationSchema = z.strictObject({ invitationId: z.uuid() });
export const RevokedInvitationView = z
  .object({ id: z.uuid(), revokedAt: z.iso.datetime() })
  .meta({ id: 'RevokedInvitation' });

/** Takes an invitation back. Throws `not_found` for one that is not open any more, or not one's own without reach over all. */
export async function revokeInvitation(
  ctx: Context,
  input: z.input<typeof RevokeInvitationSchema>,
): Promise<z.infer<typeof RevokedInvitationView>> {
  requirePermission(ctx, 'people.invite');
  const { invitationId: id } = parseInput(RevokeInvitationSchema, input);
  const revokedAt = ctx.clock.now().toISOString();
  const seesAll = reachOf(ctx.actor, 'people.invite', ctx.clock.now().getTime())?.kind === 'all';
  const isMine = seesAll ? sql`true` : sql`invited_by = ${describeActor(ctx.actor)}`;
  const audit = auditFact(ctx, { action: 'invitations.revoke', subject: id, after: { revokedAt } });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${invitations} set revoked_at = ${revokedAt}
        where id = ${id} and used_at is null and revoked_at is null and ${isMine}`),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('not_found', 'There is no open invitation of this id.');
    throw error;
  }
  return { id, revokedAt };
}
