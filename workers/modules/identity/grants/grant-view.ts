import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { customRoles, roleGrants } from '#db/schema/people';
import { LimitsSchema, MAX_GRANT_STORES } from '#platform/access/grants';
import { type Permission, permissionTable } from '#platform/access/permission-table';
import { permissionsOf, type Role, roleTable } from '#platform/access/roles';
import { instantOf, instantOrNull } from '../instant-of.ts';
import { InForceEverywhere } from './in-force-everywhere.ts';
import type { Given } from './may-give.ts';

export const GrantView = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    role: z.enum(Object.keys(roleTable) as [Role, ...Role[]]).nullable(),
    customRole: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    scope: z.union([z.literal('all'), z.literal('own'), z.array(z.uuid()).max(MAX_GRANT_STORES)]),
    limits: LimitsSchema,
    kind: z.enum(['standing', 'break_glass']),
    reason: z.string().nullable(),
    grantedBy: z.string(),
    grantedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Grant' });
export type GrantView = z.infer<typeof GrantView>;

export const ChangedGrantView = GrantView.extend({
  inForceEverywhere: InForceEverywhere,
}).meta({ id: 'ChangedGrant' });
export type ChangedGrantView = z.infer<typeof ChangedGrantView>;

export interface GrantRecord {
  id: string;
  person_id: string;
  role: Role | null;
  custom_role_id: string | null;
  custom_role_name: string | null;
  custom_permissions: string[] | null;
  scope: 'all' | 'stores' | 'own';
  store_ids: string[];
  limits: z.infer<typeof LimitsSchema>;
  kind: 'standing' | 'break_glass';
  reason: string | null;
  granted_by: string;
  granted_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

/** Grants with the name and the permissions of their custom role; the condition may speak of `g`. */
export const selectGrants = (condition: SQL): SQL => sql`
  select g.id, g.person_id, g.role, g.custom_role_id, r.name as custom_role_name, r.permissions as custom_permissions,
    g.scope, g.store_ids, g.limits, g.kind, g.reason, g.granted_by, g.granted_at, g.expires_at, g.revoked_at
  from ${roleGrants} g left join ${customRoles} r on r.id = g.custom_role_id where ${condition}`;

const scopeOf = ({ scope, store_ids }: Pick<GrantRecord, 'scope' | 'store_ids'>) =>
  scope === 'stores' ? store_ids : scope;

export const grantView = (row: GrantRecord): GrantView => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  customRole: row.custom_role_id === null ? null : { id: row.custom_role_id, name: row.custom_role_name ?? '' },
  scope: scopeOf(row),
  limits: row.limits,
  kind: row.kind,
  reason: row.reason,
  grantedBy: row.granted_by,
  grantedAt: instantOf(row.granted_at),
  expiresAt: instantOrNull(row.expires_at),
  revokedAt: instantOrNull(row.revoked_at),
});

/** What a recorded grant gives: for whoever wants to take it away. */
export const givenBy = (row: GrantRecord): Given => ({
  permissions: knownPermissions(row.role === null ? (row.custom_permissions ?? []) : (permissionsOf(row.role) ?? [])),
  scope: scopeOf(row),
  limits: row.limits,
  expiresAtMs: row.expires_at === null ? null : Date.parse(row.expires_at),
});

/** Of names in the records those that the code still knows. */
export const knownPermissions = (names: readonly string[]): Permission[] =>
  names.filter((name): name is Permission => Object.hasOwn(permissionTable, name));
