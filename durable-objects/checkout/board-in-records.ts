import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { paymentIntents } from '#db/schema/payments';
import { fact, writeFacts } from '#platform/facts';
import { saveSaga } from '#platform/sagas';
import type { PaymentRecord } from './payment-record.ts';
import type { Board } from './progress-board.ts';

const statusOf = { pending: 'waiting', captured: 'captured', failed: 'failed' } as const;

/** Money that is waited for, where staff find it by its reference; later what became of it. */
function saveIntent({ demand, started, standing }: PaymentRecord, at: string): SQL[] {
  const { paymentId: id, cartId, orderId, storeId, method, amountPaise, currency, expiresAtMs } = demand;
  const { provider, providerRef } = started ?? { provider: 'manual' as const, providerRef: '' };
  const status = statusOf[standing];
  const settledAt = status === 'waiting' ? null : at;
  const row = { id, cartId, orderId, storeId, method, provider, providerRef, amountPaise, currency, status, settledAt };
  return [
    ...writeFacts([fact(paymentIntents, { ...row, createdAt: at, expiresAt: new Date(expiresAtMs).toISOString() })]),
    sql`update ${paymentIntents} set status = ${status}, settled_at = ${settledAt}
      where id = ${id}::uuid and (status = 'waiting' or (status = 'failed' and ${status} = 'captured'))`,
  ];
}

export const boardIn = (database: () => Database): Board => ({
  async show(saga, payments) {
    const at = saga?.updatedAt ?? new Date().toISOString();
    const statements = [
      ...(saga === null ? [] : [saveSaga(saga)]),
      ...payments.flatMap((each) => saveIntent(each, at)),
    ];
    if (statements.length > 0) await database().batch(statements);
  },
});
