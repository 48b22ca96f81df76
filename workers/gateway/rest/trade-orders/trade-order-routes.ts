import type { Route } from '../../routing/define-route.ts';
import { acceptOwnQuotationRoute } from './accept-own-quotation.ts';
import { acceptQuotationRoute } from './accept-quotation.ts';
import { addCartLinesRoute } from './add-cart-lines.ts';
import { declineOwnQuotationRoute } from './decline-own-quotation.ts';
import { declineQuotationRoute } from './decline-quotation.ts';
import { discardTakenCartRoute } from './discard-taken-cart.ts';
import { getDealerOrderRoute } from './get-dealer-order.ts';
import { getQuotationRoute } from './get-quotation.ts';
import { listDealerOrdersRoute } from './list-dealer-orders.ts';
import { listOwnQuotationsRoute } from './list-own-quotations.ts';
import { listQuotationsRoute } from './list-quotations.ts';
import { listTakenCartsRoute } from './list-taken-carts.ts';
import { makeQuotationRoute } from './make-quotation.ts';
import { openTakenCartRoute } from './open-taken-cart.ts';
import { placeTakenCartRoute } from './place-taken-cart.ts';
import { readBulkOrderRoute } from './read-bulk-order.ts';
import { readBulkOrderForStaffRoute } from './read-bulk-order-for-staff.ts';
import { reorderRoute } from './reorder.ts';
import { resumeTakenCartRoute } from './resume-taken-cart.ts';
import { sendQuotationRoute } from './send-quotation.ts';
import { setCreditTermsRoute } from './set-credit-terms.ts';
import { showDealerCreditRoute } from './show-dealer-credit.ts';
import { showOwnCreditRoute } from './show-own-credit.ts';
import { takeDealerPaymentRoute } from './take-dealer-payment.ts';

/** Of dealers, and of whoever orders again. */
export const dealerRoutes: readonly Route[] = [
  acceptOwnQuotationRoute,
  addCartLinesRoute,
  declineOwnQuotationRoute,
  getDealerOrderRoute,
  listDealerOrdersRoute,
  listOwnQuotationsRoute,
  readBulkOrderRoute,
  reorderRoute,
  showOwnCreditRoute,
];

/** Orders that staff take, quotations, and what dealers owe. */
export const takenOrderRoutes: readonly Route[] = [
  acceptQuotationRoute,
  declineQuotationRoute,
  discardTakenCartRoute,
  getQuotationRoute,
  listQuotationsRoute,
  listTakenCartsRoute,
  makeQuotationRoute,
  openTakenCartRoute,
  placeTakenCartRoute,
  readBulkOrderForStaffRoute,
  resumeTakenCartRoute,
  sendQuotationRoute,
  setCreditTermsRoute,
  showDealerCreditRoute,
  takeDealerPaymentRoute,
];
