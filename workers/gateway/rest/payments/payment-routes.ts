import type { Route } from '../../routing/define-route.ts';
import { confirmPaymentRoute } from './confirm-payment.ts';
import { importSettlementRoute } from './import-settlement.ts';
import { listDifferencesRoute } from './list-differences.ts';
import { listDisputesRoute } from './list-disputes.ts';
import { listPaymentsRoute } from './list-payments.ts';
import { listRefundsRoute } from './list-refunds.ts';
import { listSettlementsRoute } from './list-settlements.ts';
import { listUnclaimedRoute } from './list-unclaimed.ts';
import { recordPayoutRoute } from './record-payout.ts';
import { resolveDifferenceRoute } from './resolve-difference.ts';
import { resumeRefundRoute } from './resume-refund.ts';

/** Money of orders, and what providers say of it: for staff. */
export const paymentRoutes: readonly Route[] = [
  listPaymentsRoute,
  confirmPaymentRoute,
  listRefundsRoute,
  resumeRefundRoute,
  recordPayoutRoute,
  listDisputesRoute,
  listUnclaimedRoute,
  importSettlementRoute,
  listSettlementsRoute,
  listDifferencesRoute,
  resolveDifferenceRoute,
];
