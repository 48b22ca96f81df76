import * as z from 'zod';
import { type Permission, permissionTable } from '#platform/access/permission-table';
import { permissionsOf, type Role, roles, staffRoles } from '#platform/access/roles';
import { knownPermissions } from '../grants/grant-view.ts';
import { asksForSecondFactor } from '../grants/may-give.ts';
import { instantOf, instantOrNull } from '../instant-of.ts';

const PermissionName = z.enum(Object.keys(permissionTable) as [Permission, ...Permission[]]);

/** As many roles as a company can tell apart. */
export const MAX_CUSTOM_ROLES = 100;
const MAX_ROLE_NAME_LENGTH = 60;

export const RoleName = z.string().trim().min(2).max(MAX_ROLE_NAME_LENGTH);
/** Each once; a role of none would be a name without a meaning. */
export const RolePermissions = z
  .array(PermissionName)
  .min(1)
  .max(Object.keys(permissionTable).length)
  .refine((names) => new Set(names).size === names.length, 'Names a permission twice');

export const CustomRoleView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    permissions: z.array(PermissionName),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    archivedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CustomRole' });
export type CustomRoleView = z.infer<typeof CustomRoleView>;

export const RoleListView = z
  .object({
    permissions: z.array(z.object({ name: PermissionName, secondFactor: z.boolean() })),
    builtIn: z.array(z.object({ role: z.string(), forStaff: z.boolean(), permissions: z.array(PermissionName) })),
    custom: z.array(CustomRoleView).max(MAX_CUSTOM_ROLES),
  })
  .meta({ id: 'RoleList' });
export type RoleListView = z.infer<typeof RoleListView>;

export interface RoleRecord {
  id: string;
  name: string;
  permissions: string[];
  created_by: string;
  created_at: string;
  archived_at: string | null;
}

export const customRoleView = (row: RoleRecord): CustomRoleView => ({
  id: row.id,
  name: row.name,
  permissions: knownPermissions(row.permissions),
  createdBy: row.created_by,
  createdAt: instantOf(row.created_at),
  archivedAt: instantOrNull(row.archived_at),
});

/** The roles and permissions in code. */
export const builtInRoles = (): Pick<RoleListView, 'permissions' | 'builtIn'> => ({
  permissions: (Object.keys(permissionTable) as Permission[]).map((name) => ({
    name,
    secondFactor: asksForSecondFactor(name),
  })),
  builtIn: roles.map((role: Role) => ({
    role,
    forStaff: staffRoles.has(role),
    permissions: [...permissionsOf(role)],
  })),
});
