import * as z from 'zod';
import { roleGrants } from '#db/schema/people';
import { LimitsSchema, MAX_GRANT_STORES } from '#platform/access/grants';
import { type Role, roleTable } from '#platform/access/roles';
import type { Permitted } from '#platform/context';
import { type Fact, fact } from '#platform/facts';
import { type PersonKind, roleOfKind } from './person.ts';

/** A grant that is to be given: a role of the company or one of its own making, where it holds and how far it reaches. */
export const NewGrantSchema = z
  .strictObject({
    role: z.enum(Object.keys(roleTable) as [Role, ...Role[]]).optional(),
    customRoleId: z.uuid().optional(),
    scope: z.union([z.literal('all'), z.literal('own'), z.array(z.uuid()).min(1).max(MAX_GRANT_STORES)]),
    limits: LimitsSchema.default({}),
    expiresAt: z.iso.datetime().nullable().default(null).meta({ description: 'Null holds until it is revoked' }),
  })
  .refine(({ role, customRoleId }) => (role === undefined) !== (customRoleId === undefined), {
    message: 'Name either a role or a custom role',
  });
export type NewGrant = z.output<typeof NewGrantSchema>;

/** What everybody of a kind has, by whatever way they came. */
export const grantOfKind = (kind: PersonKind): NewGrant => ({
  role: roleOfKind[kind],
  scope: 'own',
  limits: {},
  expiresAt: null,
});

export const isGrantOfKind = ({ role, scope }: NewGrant, kind: PersonKind): boolean =>
  role === roleOfKind[kind] && scope === 'own';

interface GrantOrigin {
  id: string;
  personId: string;
  grantedBy: string;
  kind: 'standing' | 'break_glass';
  reason: string | null;
}

/** The row of a grant. Whether it may be given is decided elsewhere: see `mayGive`. */
export function grantFact(ctx: Pick<Permitted, 'clock'>, grant: NewGrant, origin: GrantOrigin): Fact {
  const { role, customRoleId, scope, limits, expiresAt } = grant;
  return fact(roleGrants, {
    ...origin,
    role: role ?? null,
    customRoleId: customRoleId ?? null,
    scope: typeof scope === 'string' ? scope : 'stores',
    storeIds: typeof scope === 'string' ? [] : [...new Set(scope)],
    limits,
    grantedAt: ctx.clock.now().toISOString(),
    expiresAt,
    revokedAt: null,
  });
}
