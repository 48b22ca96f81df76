import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stores } from '#db/schema/inventory';
import { customRoles, people } from '#db/schema/people';
import { describeActor, personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { permissionsOf } from '#platform/access/roles';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { grantFact, type NewGrant, NewGrantSchema } from '../new-grant.ts';
import { type ChangedGrantView, type GrantRecord, grantView, knownPermissions, selectGrants } from './grant-view.ts';
import { type Given, requireMayGive } from './may-give.ts';
import { revokeTokens } from './revoke-tokens.ts';

export const GiveGrantBody = NewGrantSchema;
const GiveGrantSchema = z.strictObject({ personId: z.uuid(), grant: NewGrantSchema });
export type GiveGrant = z.input<typeof GiveGrantSchema>;

/**
 * Gives somebody a role. Throws `forbidden` for one's own grants and for rights beyond one's own, `not_found` for somebody who
 * is not known, `conflict` for somebody who is suspended or erased.
 */
export async function giveGrant(ctx: Context, input: GiveGrant): Promise<ChangedGrantView> {
  requirePermission(ctx, 'roles.write');
  const { personId, grant } = parseInput(GiveGrantSchema, input);
  refuseOwnGrants(ctx, personId);
  requireMayGive(ctx.actor, await givenOf(ctx, grant), ctx.clock.now().getTime());

  const id = ctx.ids.next();
  const row = grantFact(ctx, grant, {
    id,
    personId,
    grantedBy: describeActor(ctx.actor),
    kind: 'standing',
    reason: null,
  });
  const isActive = sql`exists (select 1 from ${people} where id = ${personId} and status = 'active' for share)`;
  const audit = auditFact(ctx, { action: 'grants.give', subject: personId, after: { grantId: id, ...grant } });
  try {
    const written = await ctx.db.batch<GrantRecord>([
      demand(isActive),
      ...writeFacts([row, audit]),
      // Whoever works here is staff from then on: lists and exports go by it.
      sql`update ${people} set kind = 'staff' where id = ${personId} and kind = 'customer' and ${isStaffGrant(grant)}`,
      selectGrants(sql`g.id = ${id}`),
    ]);
    const [record] = written.at(-1) ?? [];
    if (record === undefined) throw new Error('The grant that was just written is not there');
    return { ...grantView(record), inForceEverywhere: await revokeTokens(ctx, [{ kind: 'person', personId }]) };
  } catch (error) {
    if (wasRefused(error)) throw new AppError('not_found', 'There is no active account of this person.');
    throw error;
  }
}

/** Throws `forbidden`: nobody gives themselves more, and nobody locks themselves out by mistake. */
export function refuseOwnGrants(ctx: Context, personId: string): void {
  if (personOf(ctx.actor) !== personId) return;
  throw new AppError('forbidden', 'Nobody changes their own rights: ask somebody else who may.');
}

const isStaffGrant = ({ scope }: NewGrant) => sql`${scope !== 'own'}`;

/**
 * What a new grant would give, its custom role looked up. Throws `invalid_input` for a role or a store that does not exist and
 * for an end that has passed. At most one round trip.
 */
export async function givenOf(
  ctx: Permitted,
  { role, customRoleId, scope, limits, expiresAt }: NewGrant,
): Promise<Given> {
  const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt);
  if (expiresAtMs !== null && expiresAtMs <= ctx.clock.now().getTime()) {
    throw invalidInput([{ path: 'expiresAt', message: 'Must lie ahead' }]);
  }
  const storeIds = typeof scope === 'string' ? [] : [...new Set(scope)];
  const rest = { scope, limits, expiresAtMs };
  if (role !== undefined && storeIds.length === 0) return { permissions: permissionsOf(role), ...rest };
  const [found] = await ctx.db.query<{ permissions: string[] | null; stores: number }>(sql`select
    (select permissions from ${customRoles} where id = ${customRoleId ?? null}::uuid and archived_at is null) as permissions,
    (select count(*)::int from ${stores} where id = any(${`{${storeIds.join(',')}}`}::uuid[])) as stores`);
  if (found?.stores !== storeIds.length)
    throw invalidInput([{ path: 'scope', message: 'Names a store that does not exist' }]);
  if (role !== undefined) return { permissions: permissionsOf(role), ...rest };
  if (found.permissions === null) throw invalidInput([{ path: 'customRoleId', message: 'There is no such role' }]);
  return { permissions: knownPermissions(found.permissions), ...rest };
}
