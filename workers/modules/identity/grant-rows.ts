import { type SQL, sql } from 'drizzle-orm';
import { customRoles, roleGrants } from '#db/schema/people';
import { type GrantClaim, GrantClaimSchema } from '#platform/access/grants';
import type { Limits } from '#platform/access/permission-table';
import { permissions } from '#platform/access/permission-table';

/** A grant in force, as `grantsInForce` selects it. */
export interface GrantRow {
  role: string | null;
  /** Of a custom role. */
  permissions: string[] | null;
  scope: 'all' | 'stores' | 'own';
  storeIds: string[];
  limits: Limits;
  /** Epoch seconds, rounded down: a token never outlives its grant. */
  until: number | null;
}

/** A JSON array of what somebody holds at an instant: not revoked, not run out, of no archived role. `[]` for nothing. */
export const grantsInForce = (personId: SQL, now: Date): SQL => sql`(select coalesce(json_agg(json_build_object(
    'role', g.role, 'permissions', r.permissions, 'scope', g.scope, 'storeIds', g.store_ids, 'limits', g.limits,
    'until', floor(extract(epoch from g.expires_at))::bigint) order by g.granted_at, g.id), '[]'::json)
  from ${roleGrants} g left join ${customRoles} r on r.id = g.custom_role_id
  where g.person_id = ${personId} and g.revoked_at is null and r.archived_at is null
    and (g.expires_at is null or g.expires_at > ${now.toISOString()}::timestamptz))`;

const known: ReadonlySet<string> = new Set(permissions);

/** As a token carries them. What the code no longer knows gives nothing: a role or permission that was taken out of it. */
export function claimsOf(rows: readonly GrantRow[]): GrantClaim[] {
  return rows.flatMap((row) => {
    const claim = GrantClaimSchema.safeParse({
      ...(row.role === null
        ? { permissions: (row.permissions ?? []).filter((permission) => known.has(permission)) }
        : { role: row.role }),
      scope: row.scope === 'stores' ? row.storeIds : row.scope,
      ...(Object.keys(row.limits).length > 0 && { limits: row.limits }),
      ...(row.until !== null && { until: row.until }),
    });
    return claim.success ? [claim.data] : [];
  });
}
