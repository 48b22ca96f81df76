import * as z from 'zod';
import { defineEvent } from '#platform/define-event';

const pieces = z.int().nonnegative();
const TransferData = z.strictObject({ transferId: z.uuid(), fromStoreId: z.uuid(), toStoreId: z.uuid() });

/** Goods are on their way from one store to another. */
export const transferDispatched = defineEvent('transfer.dispatched', TransferData.extend({ batches: pieces }));

/** A store has taken in some of a transfer, or all of it: what was good, damaged and missing this time. */
export const transferReceived = defineEvent(
  'transfer.received',
  TransferData.extend({ received: pieces, damaged: pieces, lost: pieces }),
);

/** Nothing of these batches may be sold any more, anywhere: notices go out by it. Why stands in the recall. */
export const batchRecalled = defineEvent(
  'stock.batch_recalled',
  z.strictObject({ recallId: z.uuid(), batchId: z.uuid(), batchIds: z.array(z.uuid()) }),
);
