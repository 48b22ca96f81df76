import * as z from 'zod';
import { type Limits, type Permission, permissionTable } from './permission-table.ts';
import { permissionsOf, type Role, roleTable } from './roles.ts';

/** Where a grant holds: in all stores, in some, or for what belongs to its holder. */
export type GrantScope = 'all' | 'own' | readonly string[];

/** One thing that somebody was given: permissions, where, up to which amounts and until when. */
export interface Grant {
  permissions: ReadonlySet<Permission>;
  scope: GrantScope;
  limits: Limits;
  /** Epoch milliseconds; null holds until it is revoked. */
  expiresAtMs: number | null;
}

/** More stores than this in one grant would swell every token: give the whole company instead. */
export const MAX_GRANT_STORES = 50;

export const LimitsSchema = z.strictObject({
  discountBasisPoints: z.int().min(0).max(10_000).optional(),
  refundPaise: z.int().min(0).optional(),
  backDatedDays: z.int().min(0).max(366).optional(),
});

/** A grant as an access token carries it: a role of the company by its name, a custom one by its permissions. */
export const GrantClaimSchema = z.strictObject({
  role: z.enum(Object.keys(roleTable) as [Role, ...Role[]]).optional(),
  permissions: z.array(z.enum(Object.keys(permissionTable) as [Permission, ...Permission[]])).optional(),
  scope: z.union([z.literal('all'), z.literal('own'), z.array(z.uuid()).min(1).max(MAX_GRANT_STORES)]),
  limits: LimitsSchema.optional(),
  /** Epoch seconds. */
  until: z.int().optional(),
});
export type GrantClaim = z.infer<typeof GrantClaimSchema>;

export function grantOf(claim: GrantClaim): Grant {
  const named = claim.role === undefined ? [] : permissionsOf(claim.role);
  return {
    permissions: new Set<Permission>([...named, ...(claim.permissions ?? [])]),
    scope: claim.scope,
    limits: claim.limits ?? {},
    expiresAtMs: claim.until === undefined ? null : claim.until * 1000,
  };
}

/** What is left of grants for somebody who was lent a part: an app with scopes, a key with permissions. */
export function narrowGrants(grants: readonly Grant[], lent: ReadonlySet<Permission>): Grant[] {
  return grants.map((grant) => ({
    ...grant,
    permissions: new Set([...grant.permissions].filter((permission) => lent.has(permission))),
  }));
}
