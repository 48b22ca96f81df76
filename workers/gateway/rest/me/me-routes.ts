import type { Route } from '../../routing/define-route.ts';
import { erasePersonRoute } from '../people/erase-person.ts';
import { exportPersonRoute } from '../people/export-person.ts';
import { addAddressRoute } from './add-address.ts';
import { changeAddressRoute } from './change-address.ts';
import { changeMeRoute } from './change-me.ts';
import { eraseMeRoute } from './erase-me.ts';
import { exportMeRoute } from './export-me.ts';
import { getMeRoute } from './get-me.ts';
import { getOwnOrderRoute } from './get-own-order.ts';
import { listAddressesRoute } from './list-addresses.ts';
import { listConsentsRoute } from './list-consents.ts';
import { listOwnOrdersRoute } from './list-own-orders.ts';
import { removeAddressRoute } from './remove-address.ts';
import { setConsentRoute } from './set-consent.ts';

/** What is one's own. */
export const meRoutes: readonly Route[] = [
  getMeRoute,
  changeMeRoute,
  listAddressesRoute,
  addAddressRoute,
  changeAddressRoute,
  removeAddressRoute,
  listOwnOrdersRoute,
  getOwnOrderRoute,
  listConsentsRoute,
  setConsentRoute,
  exportMeRoute,
  eraseMeRoute,
];

/** The same for somebody who asked the staff. */
export const askedOfStaffRoutes: readonly Route[] = [exportPersonRoute, erasePersonRoute];
