import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { cancelOrder, refundForGoodwill, takeOutPieces } from '#modules/orders';
import { confirmPayment } from '#modules/payments';
import type { Permitted } from '#platform/context';
import type { OrderDesk } from './order-desk.ts';
import { refusal } from './staff.ts';

/** Somebody to whom something happens between what they have read and what they write: before their first write or a later one. */
function beforeWrite(which: number, ctx: Permitted, happens: () => Promise<void>): Permitted {
  let writes = 0;
  const db = (inner: Permitted['db']): Permitted['db'] =>
    Object.assign(Object.create(inner) as Permitted['db'], {
      within: (...scope: Parameters<Permitted['db']['within']>) => db(inner.within(...scope)),
      batch: async (...batch: Parameters<Permitted['db']['batch']>) => {
        writes += 1;
        if (writes === which) await happens();
        return inner.batch(...batch);
      },
    });
  return { ...ctx, db: db(ctx.db) };
}

async function toPay(db: OrderDesk['db'], orderId: string) {
  const [row] = await db.query<{ id: string; amount_paise: number }>(
    sql`select id, amount_paise from payments where order_id = ${orderId} and status = 'pending'`,
  );
  return { paymentId: row?.id ?? '', amountPaise: row?.amount_paise ?? 0 };
}

/** Money that comes and goes while something else is done with its order. */
export function moneyCases(desk: () => OrderDesk): void {
  it('gives back what was paid at the door while it was being cancelled, and takes no more than is then to be paid', async () => {
    const { db, world, store, staff } = desk();
    const cashIn = (orderId: string) => async () =>
      void (await confirmPayment(staff(), { ...(await toPay(db, orderId)), reference: 'Round 7' }));
    const cancelled = await world.place(store, { isPaid: false });
    const slow = beforeWrite(1, staff(), cashIn(cancelled.orderId));
    const after = await cancelOrder(slow, { orderId: cancelled.orderId, reason: 'other' });
    expect(after).toMatchObject({ status: 'cancelled', refunded: { amount: cancelled.totalPaise } });

    const lessened = await world.place(store, { isPaid: false });
    const lines = [{ position: 1, quantity: 1 }];
    const takeOut = () => takeOutPieces(staff(), { orderId: lessened.orderId, idempotencyKey: 'k', lines });
    const due = await toPay(db, lessened.orderId);
    const late = beforeWrite(2, staff(), async () => void (await takeOut()));
    expect(await refusal(confirmPayment(late, { ...due, reference: 'Round 8' }))).toBe('conflict');
    const [unclaimed] = await db.query<{ n: number }>(
      sql`select count(*)::int as n from payment_reports where payment_id = ${due.paymentId}`,
    );
    const [left] = await db.query(sql`select status from payments where id = ${due.paymentId}`);
    expect([unclaimed?.n, left]).toEqual([1, { status: 'pending' }]);
  });

  it('pays no more goodwill in small refunds than whoever gives it may give back at once', async () => {
    const { office, world, store, as } = desk();
    const { orderId } = await world.place(store);
    const limited = await office.join('store_manager', [store], { limits: { refundPaise: 8_000 } });
    const give = (key: string, amountPaise: number) =>
      refusal(refundForGoodwill(as(limited), { orderId, idempotencyKey: key, amountPaise, note: 'A bottle leaked' }));
    expect([await give('a', 5_000), await give('a', 5_000), await give('b', 5_000)]).toEqual([
      'done',
      'done',
      'forbidden',
    ]);
    expect(await give('c', 3_000)).toBe('done');
  });
}
