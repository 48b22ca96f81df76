import { mailQueued } from '#modules/campaigns';
import { productChange, stockBandCrossed } from '#modules/catalog';
import { orderCancelled, orderPlaced, orderReturned, orderStatusChanged } from '#modules/orders';
import { paymentCaptured, paymentDisputed, refundSettled } from '#modules/payments';
import { batchRecalled, transferDispatched, transferReceived } from '#modules/stock-documents';
import { webhookDue } from '#modules/webhooks';
import type { EventContract } from '#platform/define-event';

/**
 * Every event that is told, with all its versions. Whoever adds one declares it with `defineEvent` in the module that tells
 * it, names it in workers/platform/events.ts and here, and stores a sample of the version as
 * samples/<type>.<version>.json; the schema beside it is written by the first run of registry.test.ts.
 */
export const eventContracts: readonly EventContract<unknown>[] = [
  batchRecalled,
  mailQueued,
  orderCancelled,
  orderPlaced,
  orderReturned,
  orderStatusChanged,
  paymentCaptured,
  paymentDisputed,
  productChange,
  refundSettled,
  stockBandCrossed,
  transferDispatched,
  transferReceived,
  webhookDue,
];
