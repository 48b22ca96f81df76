import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { roleGrants } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { withdrawInvitationsOf } from '../invitations/withdraw-invitations.ts';
import { refuseOwnGrants } from './give-grant.ts';
import { type ChangedGrantView, type GrantRecord, givenBy, grantView, selectGrants } from './grant-view.ts';
import { keepAnOwner } from './last-owner.ts';
import { requireMayGive } from './may-give.ts';
import { revokeTokens } from './revoke-tokens.ts';

const RevokeGrantSchema = z.strictObject({ grantId: z.uuid() });

/**
 * Takes a grant away. Throws `not_found`, `forbidden` for one's own and for rights beyond one's own, and `conflict` for what has
 * ended already and for the last owner.
 */
export async function revokeGrant(ctx: Context, input: z.input<typeof RevokeGrantSchema>): Promise<ChangedGrantView> {
  requirePermission(ctx, 'roles.write');
  const { grantId } = parseInput(RevokeGrantSchema, input);
  const [row] = await ctx.db.query<GrantRecord>(selectGrants(sql`g.id = ${grantId}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such grant.');
  const personId = row.person_id;
  refuseOwnGrants(ctx, personId);
  requireMayGive(ctx.actor, givenBy(row), ctx.clock.now().getTime());

  const now = ctx.clock.now().toISOString();
  const before = grantView(row);
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${roleGrants} set revoked_at = ${now} where id = ${grantId} and revoked_at is null`),
      ...writeFacts([
        auditFact(ctx, { action: 'grants.revoke', subject: personId, before, after: { ...before, revokedAt: now } }),
      ]),
      withdrawInvitationsOf([personId], now),
      ...(row.role === 'owner' ? keepAnOwner() : []),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'It has ended already, or it is the last owner’s.');
    throw error;
  }
  const inForceEverywhere = await revokeTokens(ctx, [{ kind: 'person', personId }]);
  return { ...before, revokedAt: now, inForceEverywhere };
}
