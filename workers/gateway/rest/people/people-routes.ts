import type { Route } from '../../routing/define-route.ts';
import { createKeyRoute } from '../keys/create-key.ts';
import { listKeysRoute } from '../keys/list-keys.ts';
import { revokeKeyRoute } from '../keys/revoke-key.ts';
import { listLicencesRoute } from '../licences/list-licences.ts';
import { recordLicenceRoute } from '../licences/record-licence.ts';
import { withdrawLicenceRoute } from '../licences/withdraw-licence.ts';
import { archiveRoleRoute } from './archive-role.ts';
import { breakGlassRoute } from './break-glass.ts';
import { changeDealerRoute } from './change-dealer.ts';
import { changeRoleRoute } from './change-role.ts';
import { createDealerRoute } from './create-dealer.ts';
import { createInvitationRoute } from './create-invitation.ts';
import { createRoleRoute } from './create-role.ts';
import { endSessionsRoute } from './end-sessions.ts';
import { getPersonRoute } from './get-person.ts';
import { giveGrantRoute } from './give-grant.ts';
import { listDealersRoute } from './list-dealers.ts';
import { listGrantsRoute } from './list-grants.ts';
import { listInvitationsRoute } from './list-invitations.ts';
import { listPeopleRoute } from './list-people.ts';
import { listRolesRoute } from './list-roles.ts';
import { restorePersonRoute } from './restore-person.ts';
import { revokeGrantRoute } from './revoke-grant.ts';
import { revokeInvitationRoute } from './revoke-invitation.ts';
import { suspendPersonRoute } from './suspend-person.ts';
import { verifyDoctorRoute } from './verify-doctor.ts';

/** Keys of one's own. */
export const keyRoutes: readonly Route[] = [listKeysRoute, createKeyRoute, revokeKeyRoute];

/** People, roles, invitations, dealers and licences, for staff. */
export const peopleRoutes: readonly Route[] = [
  listPeopleRoute,
  getPersonRoute,
  suspendPersonRoute,
  restorePersonRoute,
  endSessionsRoute,
  verifyDoctorRoute,
  listGrantsRoute,
  giveGrantRoute,
  revokeGrantRoute,
  breakGlassRoute,
  listRolesRoute,
  createRoleRoute,
  changeRoleRoute,
  archiveRoleRoute,
  listInvitationsRoute,
  createInvitationRoute,
  revokeInvitationRoute,
  listDealersRoute,
  createDealerRoute,
  changeDealerRoute,
  listLicencesRoute,
  recordLicenceRoute,
  withdrawLicenceRoute,
];
