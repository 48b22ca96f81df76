import type { Route } from '../../routing/define-route.ts';
import { cancelOrderRoute } from '../orders/cancel-order.ts';
import { listReturnsRoute } from '../orders/list-returns.ts';
import { requestReturnRoute } from '../orders/request-return.ts';
import { cancelOrderByStaffRoute } from './cancel-order-by-staff.ts';
import { changeOrderAddressRoute } from './change-address.ts';
import { completeOrderRoute } from './complete-order.ts';
import { confirmOrderRoute } from './confirm-order.ts';
import { declineReturnRoute } from './decline-return.ts';
import { deliverShipmentRoute } from './deliver-shipment.ts';
import { getOrderForStaffRoute } from './get-order-for-staff.ts';
import { listOrdersRoute } from './list-orders.ts';
import { noteOrderRoute } from './note-order.ts';
import { packOrderRoute } from './pack-order.ts';
import { pickListRoute } from './pick-list.ts';
import { pickOrderRoute } from './pick-order.ts';
import { reassignLinesRoute } from './reassign-lines.ts';
import { receiveReturnRoute } from './receive-return.ts';
import { refundOrderRoute } from './refund-order.ts';
import { requestReturnByStaffRoute } from './request-return-by-staff.ts';
import { resumeReturnRoute } from './resume-return.ts';
import { setShelfPlacesRoute } from './set-shelf-places.ts';
import { shipOrderRoute } from './ship-order.ts';
import { shortPickRoute } from './short-pick.ts';
import { stopOrderRoute } from './stop-order.ts';
import { takeOutPiecesRoute } from './take-out-pieces.ts';

/** What buyers do with their orders after they are placed. */
export const ownOrderRoutes: readonly Route[] = [cancelOrderRoute, requestReturnRoute, listReturnsRoute];

/** What staff do with orders after they are placed. */
export const fulfilmentRoutes: readonly Route[] = [
  listOrdersRoute,
  getOrderForStaffRoute,
  confirmOrderRoute,
  reassignLinesRoute,
  pickOrderRoute,
  shortPickRoute,
  packOrderRoute,
  shipOrderRoute,
  deliverShipmentRoute,
  completeOrderRoute,
  takeOutPiecesRoute,
  changeOrderAddressRoute,
  stopOrderRoute,
  noteOrderRoute,
  cancelOrderByStaffRoute,
  requestReturnByStaffRoute,
  receiveReturnRoute,
  declineReturnRoute,
  resumeReturnRoute,
  refundOrderRoute,
  pickListRoute,
  setShelfPlacesRoute,
];
