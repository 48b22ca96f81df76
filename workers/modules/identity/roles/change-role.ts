import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { customRoles, roleGrants } from '#db/schema/people';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { InForceEverywhere } from '../grants/in-force-everywhere.ts';
import { requireMayGive } from '../grants/may-give.ts';
import { revokeTokens } from '../grants/revoke-tokens.ts';
import { withdrawInvitationsOf } from '../invitations/withdraw-invitations.ts';
import { CustomRoleView, customRoleView, RolePermissions, type RoleRecord } from './role-view.ts';

/** Its name stays: the audit tells of it. Make another role for another purpose. */
export const ChangeRoleBody = z.strictObject({ permissions: RolePermissions });
const ChangeRoleSchema = ChangeRoleBody.extend({ roleId: z.uuid() });
const ArchiveRoleSchema = z.strictObject({ roleId: z.uuid() });

export const ChangedRoleView = CustomRoleView.extend({
  inForceEverywhere: InForceEverywhere,
}).meta({ id: 'ChangedRole' });
export type ChangedRoleView = z.infer<typeof ChangedRoleView>;

interface HeldRole extends RoleRecord {
  holders: string[];
}

/**
 * Gives a custom role other permissions, for all who hold it. Throws `not_found`, `conflict` for an archived one, and
 * `forbidden` for permissions beyond one's own, added or taken away, and for a role that one holds.
 */
export async function changeRole(ctx: Context, input: z.input<typeof ChangeRoleSchema>): Promise<ChangedRoleView> {
  requirePermission(ctx, 'roles.write');
  const { roleId, permissions } = parseInput(ChangeRoleSchema, input);
  const role = await findRole(ctx, roleId);
  const before = customRoleView(role);
  requireMayChange(ctx, [...before.permissions, ...permissions], role.holders);
  const audit = auditFact(ctx, {
    action: 'roles.change',
    subject: roleId,
    before: { permissions: before.permissions },
    after: { permissions },
  });
  await write(ctx, role, [
    exactlyOne(sql`update ${customRoles} set permissions = ${`{${permissions.join(',')}}`}::text[]
      where id = ${roleId} and archived_at is null and permissions = ${`{${role.permissions.join(',')}}`}::text[]`),
    ...writeFacts([audit]),
  ]);
  return { ...before, permissions, inForceEverywhere: await reachHolders(ctx, role) };
}

/** Ends a custom role and every grant of it; the record stays. Throws as `changeRole` does. */
export async function archiveRole(ctx: Context, input: z.input<typeof ArchiveRoleSchema>): Promise<ChangedRoleView> {
  requirePermission(ctx, 'roles.write');
  const { roleId } = parseInput(ArchiveRoleSchema, input);
  const role = await findRole(ctx, roleId);
  const before = customRoleView(role);
  requireMayChange(ctx, before.permissions, role.holders);
  const now = ctx.clock.now().toISOString();
  const audit = auditFact(ctx, {
    action: 'roles.archive',
    subject: roleId,
    before: { title: before.name, permissions: before.permissions },
    facts: { holders: role.holders },
  });
  await write(ctx, role, [
    exactlyOne(sql`update ${customRoles} set archived_at = ${now} where id = ${roleId} and archived_at is null`),
    sql`update ${roleGrants} set revoked_at = ${now} where custom_role_id = ${roleId} and revoked_at is null`,
    ...writeFacts([audit]),
  ]);
  return { ...before, archivedAt: now, inForceEverywhere: await reachHolders(ctx, role) };
}

async function findRole(ctx: Permitted, roleId: string): Promise<HeldRole> {
  const [role] = await ctx.db.query<HeldRole>(sql`
    select r.id, r.name, r.permissions, r.created_by, r.created_at, r.archived_at, array(
      select distinct g.person_id from ${roleGrants} g where g.custom_role_id = r.id and g.revoked_at is null) as holders
    from ${customRoles} r where r.id = ${roleId}`);
  if (role === undefined) throw new AppError('not_found', 'There is no such role.');
  return role;
}

function requireMayChange(
  ctx: Permitted,
  permissions: CustomRoleView['permissions'],
  holders: readonly string[],
): void {
  const own = personOf(ctx.actor);
  if (own !== null && holders.includes(own)) {
    throw new AppError('forbidden', 'Nobody changes their own rights: ask somebody else who may.');
  }
  const given = { permissions, scope: 'all', limits: {}, expiresAtMs: null } as const;
  requireMayGive(ctx.actor, given, ctx.clock.now().getTime());
}

/**
 * Whoever got the role meanwhile must be looked at too, so their number must be the same. What the holders have invited to may
 * be what they no longer hold: it is taken back.
 */
async function write(ctx: Permitted, role: HeldRole, statements: readonly SQL[]): Promise<void> {
  const holders = sql`(select count(distinct person_id)::int from ${roleGrants}
    where custom_role_id = ${role.id} and revoked_at is null)`;
  try {
    const withdrawal = withdrawInvitationsOf(role.holders, ctx.clock.now().toISOString());
    await ctx.db.batch([demand(sql`${holders} = ${role.holders.length}`), ...statements, withdrawal]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'The role was archived or changed meanwhile.');
    throw error;
  }
}

const reachHolders = (ctx: Permitted, role: HeldRole): Promise<boolean> =>
  revokeTokens(
    ctx,
    role.holders.map((personId) => ({ kind: 'person', personId })),
  );
