import type { InferSelectModel } from 'drizzle-orm';
import type { people } from '#db/schema/people';
import type { Role } from '#platform/access/roles';

export type PersonKind = InferSelectModel<typeof people>['kind'];
export type PersonStatus = InferSelectModel<typeof people>['status'];

export const personKinds = [
  'customer',
  'doctor',
  'dealer',
  'staff',
  'partner',
] as const satisfies readonly PersonKind[];

/** What everybody of a kind may do with what is theirs. Staff shop and sign in like customers; the rest is granted to them. */
export const roleOfKind: Readonly<Record<PersonKind, Role>> = {
  customer: 'customer',
  doctor: 'doctor',
  dealer: 'dealer',
  staff: 'customer',
  partner: 'partner',
};
