import { sql } from 'drizzle-orm';
import { customRoles } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { builtInRoles, customRoleView, MAX_CUSTOM_ROLES, type RoleListView, type RoleRecord } from './role-view.ts';

/** Every role, the company's own and those it made, and what each permission asks for. */
export async function listRoles(ctx: Context): Promise<RoleListView> {
  requirePermission(ctx, 'roles.read');
  const rows = await ctx.db.query<RoleRecord>(sql`select id, name, permissions, created_by, created_at, archived_at
    from ${customRoles} order by archived_at is not null, name limit ${MAX_CUSTOM_ROLES}`);
  return { ...builtInRoles(), custom: rows.map(customRoleView) };
}
