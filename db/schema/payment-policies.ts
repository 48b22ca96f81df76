import {
  disputes,
  paymentIntents,
  paymentReports,
  refunds,
  settlementDifferences,
  settlementLines,
  settlements,
} from './payments.ts';
import { everything, exists, itsStore, reading, writing } from './policies.ts';

/** Money is its store's; what providers tell and what they pay out is the company's. */

export const paymentIntentsWrite = writing(paymentIntents, 'payment_intents', itsStore);
/** Whoever may read an order may see what went back of it. */
export const refundsRead = reading(refunds, 'refunds', itsStore, exists('orders o where o.id = order_id'));
export const refundsWrite = writing(refunds, 'refunds', itsStore);
export const disputesWrite = writing(disputes, 'disputes', itsStore);
export const paymentReportsWrite = writing(paymentReports, 'payment_reports', everything);
export const settlementsWrite = writing(settlements, 'settlements', everything);
export const settlementLinesWrite = writing(settlementLines, 'settlement_lines', everything);
export const settlementDifferencesWrite = writing(settlementDifferences, 'settlement_differences', everything);
