import { resumeReturn } from '#modules/orders';
import { resumeRefund } from '#modules/payments';
import { compensateTransfer, resumeRecall, resumeTransfer } from '#modules/stock-documents';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { SagaKind, SagaRow } from '#platform/sagas';

type Saga = Pick<SagaRow, 'id' | 'subject'>;

interface SagaVerbs {
  /** Tries the present step again at once. */
  resume(ctx: Permitted, saga: Saga): Promise<unknown>;
  /** Gives back what can be given back. Left out where a saga only goes forward. */
  compensate?(ctx: Permitted, saga: Saga, reason: string): Promise<unknown>;
}

/** Who looks after which sagas: the module or object that owns them decides what is possible, and audits what it does. */
export const sagaVerbs: Readonly<Record<SagaKind, SagaVerbs>> = {
  checkout: {
    resume: async ({ objects }, { id }) => orThrow(await objects.checkout(id).resume()),
    compensate: async ({ objects }, { id }, reason) => orThrow(await objects.checkout(id).compensate(reason)),
  },
  // What a recall set aside comes back by lifting it, which is a decision of its own.
  recall: { resume: (ctx, { id: recallId }) => resumeRecall(ctx, { recallId }) },
  // Money and goods that a buyer is owed: they only go forward.
  refund: { resume: (ctx, { id: refundId }) => resumeRefund(ctx, { refundId }) },
  return: { resume: (ctx, { id: returnId, subject: orderId }) => resumeReturn(ctx, { orderId, returnId }) },
  transfer: {
    resume: (ctx, { id: transferId }) => resumeTransfer(ctx, { transferId }),
    compensate: (ctx, { id: transferId }, reason) => compensateTransfer(ctx, { transferId, reason }),
  },
};
