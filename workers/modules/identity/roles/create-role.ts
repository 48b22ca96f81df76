import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { customRoles } from '#db/schema/people';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { roles } from '#platform/access/roles';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { requireMayGive } from '../grants/may-give.ts';
import { type CustomRoleView, MAX_CUSTOM_ROLES, RoleName, RolePermissions } from './role-view.ts';

export const CreateRoleBody = z.strictObject({ name: RoleName, permissions: RolePermissions });

/**
 * Makes a role of permissions that its maker holds everywhere and for good. Throws `forbidden` for others, `invalid_input` for
 * the name of a built-in role, `conflict` for a name that is taken or a hundred roles.
 */
export async function createRole(ctx: Context, input: z.input<typeof CreateRoleBody>): Promise<CustomRoleView> {
  requirePermission(ctx, 'roles.write');
  const { name, permissions } = parseInput(CreateRoleBody, input);
  if (roles.some((role) => role === name.toLowerCase().replaceAll(' ', '_'))) {
    throw invalidInput([{ path: 'name', message: 'Is the name of a built-in role' }]);
  }
  const now = ctx.clock.now();
  requireMayGive(ctx.actor, { permissions, scope: 'all', limits: {}, expiresAtMs: null }, now.getTime());
  const id = ctx.ids.next();
  const createdAt = now.toISOString();
  const createdBy = describeActor(ctx.actor);
  try {
    await ctx.db.batch([
      demand(sql`(select count(*) from ${customRoles}) < ${MAX_CUSTOM_ROLES}`),
      exactlyOne(sql`insert into ${customRoles} (id, name, permissions, created_by, created_at)
        values (${id}, ${name}, ${`{${permissions.join(',')}}`}::text[], ${createdBy}, ${createdAt})
        on conflict (name) do nothing`),
      ...writeFacts([auditFact(ctx, { action: 'roles.create', subject: id, after: { title: name, permissions } })]),
    ]);
  } catch (error) {
    if (wasRefused(error))
      throw new AppError('conflict', `The name is taken, or there are ${MAX_CUSTOM_ROLES} roles already.`);
    throw error;
  }
  return { id, name, permissions, createdBy, createdAt, archivedAt: null };
}
