import { sql } from 'drizzle-orm';
import { payments } from '#db/schema/orders';
import type { Permitted } from '#platform/context';
import { type Result, succeed } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { PaymentReport, RefundAnswer, RefundDemand } from '#platform/payments-door';
import { arnica, placedOrder, recordsOf } from './placed-orders.ts';
import type { Office } from './staff.ts';

type PaymentChange = Partial<typeof payments.$inferInsert>;

/** The world outside the records: providers, accounts and checkouts that do as they are told. */
export interface World {
  refunds: Map<string, RefundDemand>;
  credits: Map<string, number>;
  reports: PaymentReport[];
  refundAnswer: (demand: RefundDemand) => Result<RefundAnswer>;
  outcome: 'taken' | 'refunded' | 'unknown' | 'away';
}

export const newWorld = (): World => ({
  refunds: new Map(),
  credits: new Map(),
  reports: [],
  refundAnswer: ({ refundId }) => succeed({ providerRef: `re_${refundId}`, status: 'succeeded' }),
  outcome: 'unknown',
});

export const card = (amountPaise: number): PaymentChange => ({ amountPaise });
export const giftCard = (amountPaise: number): PaymentChange => ({
  amountPaise,
  method: 'gift_card',
  provider: 'account',
  providerRef: randomIds.next(),
});
export const byHand = (method: string, amountPaise: number, change: PaymentChange = {}): PaymentChange => ({
  amountPaise,
  method,
  provider: 'manual',
  ...change,
});

export type PaymentDesk = ReturnType<typeof openPaymentDesk>;

/** Orders with payments in an office, and what of the world their verbs reach. */
export function openPaymentDesk(office: Office) {
  const world = newWorld();
  const { db } = office;

  const as = (actor: Permitted['actor']): Permitted => {
    const ctx = office.as(actor);
    const checkout = () => ({
      async paymentReported(report: PaymentReport) {
        if (world.outcome === 'away') throw new Error('away');
        world.reports.push(report);
        return succeed({ outcome: world.outcome });
      },
    });
    const valueAccount = () => ({
      async credit(key: string, amountPaise: number) {
        world.credits.set(key, amountPaise);
        return succeed({ balancePaise: 0, reservedPaise: 0, availablePaise: 0 });
      },
    });
    const refund = async (demand: RefundDemand) => {
      world.refunds.set(demand.refundId, demand);
      return world.refundAnswer(demand);
    };
    return {
      ...ctx,
      payments: { ...ctx.payments, refund },
      objects: { ...ctx.objects, checkout, valueAccount } as unknown as Permitted['objects'],
    };
  };

  async function newOrder(tenders: readonly PaymentChange[]) {
    const total = tenders.reduce((sum, { amountPaise = 0 }) => sum + amountPaise, 0);
    const order = placedOrder([{ productId: arnica, quantity: 1, totalPaise: total }]);
    const records = (await recordsOf(office.platform.personal, order)).filter(({ table }) => table !== 'payments');
    const rows = tenders.map((change) => ({
      id: randomIds.next(),
      orderId: order.orderId,
      method: 'card',
      status: 'captured' as const,
      currency: 'INR',
      amountPaise: 0,
      provider: 'stripe' as const,
      providerRef: `cs_${randomIds.next()}`,
      capturedAt: '2026-11-22T10:00:00.000Z',
      refundedPaise: 0,
      createdAt: '2026-11-22T10:00:00.000Z',
      ...change,
    }));
    await db.batch(writeFacts([...records, ...rows.map((row) => fact(payments, row))]));
    return { orderId: order.orderId, paymentIds: rows.map(({ id }) => id) };
  }

  return {
    world,
    as,
    newOrder,
    platform: () => as({ kind: 'system', name: 'stripe' }),
    paymentsOf: (orderId: string) =>
      db.query<{ method: string; status: string; refunded_paise: number; provider_ref: string }>(
        sql`select method, status, refunded_paise, provider_ref from payments where order_id = ${orderId} order by id`,
      ),
    eventsOf: async (orderId: string) =>
      (
        await db.query<{ type: string }>(
          sql`select type from events where subject = ${orderId} order by occurred_at, id`,
        )
      ).map(({ type }) => type),
    sagaOf: async (refundId: string) =>
      (await db.query<{ status: string; kind: string }>(sql`select status, kind from sagas where id = ${refundId}`))[0],
  };
}
