import type { Route } from '../../routing/define-route.ts';
import { changeSlotRoute } from './change-slot.ts';
import { changeZoneRoute } from './change-zone.ts';
import { createSlotRoute } from './create-slot.ts';
import { createZoneRoute } from './create-zone.ts';
import { endRateRoute } from './end-rate.ts';
import { endSlotRoute } from './end-slot.ts';
import { endZoneRoute } from './end-zone.ts';
import { listSlotsRoute } from './list-slots.ts';
import { listZonesRoute } from './list-zones.ts';
import { setRateRoute } from './set-rate.ts';
import { tryDeliveryRoute } from './try-delivery.ts';

/** Where stores deliver, for how much and when: for staff. */
export const deliveryRoutes: readonly Route[] = [
  changeSlotRoute,
  changeZoneRoute,
  createSlotRoute,
  createZoneRoute,
  endRateRoute,
  endSlotRoute,
  endZoneRoute,
  listSlotsRoute,
  listZonesRoute,
  setRateRoute,
  tryDeliveryRoute,
];
