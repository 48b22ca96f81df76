export { type AcceptedInvitation, acceptInvitation } from './accept-invitation.ts';
export { createPerson, type NewPerson } from './create-person.ts';
export { claimsOf, type GrantRow, grantsInForce } from './grant-rows.ts';
export { type NewGrant, NewGrantSchema } from './new-grant.ts';
export { type PersonKind, type PersonStatus, personKinds } from './person.ts';
export { type Account, readAccount, readGrantClaims } from './read-account.ts';
