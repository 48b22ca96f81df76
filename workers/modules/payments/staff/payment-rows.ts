import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { orders, payments } from '#db/schema/orders';
import { paymentIntents } from '#db/schema/payments';
import { MoneyView } from '#modules/catalog';
import { inr } from '#platform/money';
import { paymentMethodCodes, paymentProviderNames } from '#platform/payments-door';

/** `awaited`: a checkout waits for it, and there is no order yet. */
export const paymentStatuses = [
  'awaited',
  'pending',
  'authorised',
  'captured',
  'failed',
  'cancelled',
  'refunded',
  'partly_refunded',
] as const;

export const StaffPaymentView = z
  .object({
    id: z.uuid(),
    orderId: z.uuid(),
    orderNumber: z.string().nullable(),
    storeId: z.uuid(),
    method: z.enum(paymentMethodCodes),
    provider: z.enum(paymentProviderNames),
    reference: z
      .string()
      .nullable()
      .meta({ description: "The provider's id of it, or what the buyer was asked to write" }),
    status: z.enum(paymentStatuses),
    amount: MoneyView,
    refunded: MoneyView.meta({ description: 'What went back, or is on its way' }),
    createdAt: z.iso.datetime(),
    capturedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable().meta({ description: 'Until then the goods of an awaited payment are held' }),
  })
  .meta({ id: 'StaffPayment' });
export type StaffPaymentView = z.infer<typeof StaffPaymentView>;

export interface StaffPaymentRow {
  id: string;
  cart_id: string | null;
  order_id: string;
  order_number: string | null;
  store_id: string;
  method: StaffPaymentView['method'];
  provider: StaffPaymentView['provider'];
  provider_ref: string | null;
  status: StaffPaymentView['status'];
  amount_paise: number;
  refunded_paise: number;
  created_at: string;
  captured_at: string | null;
  expires_at: string | null;
}

/** Payments of orders, and those that a checkout still waits for: as one list. */
export const selectStaffPayments = (condition: SQL): SQL => sql`select * from (
    select p.id, null::uuid as cart_id, p.order_id, o.number as order_number, o.store_id, p.method, p.provider, p.provider_ref,
      p.status, p.amount_paise, p.refunded_paise, p.created_at, p.captured_at, null::timestamptz as expires_at
    from ${payments} p join ${orders} o on o.id = p.order_id
    union all
    select i.id, i.cart_id, i.order_id, null, i.store_id, i.method, i.provider, i.provider_ref, 'awaited', i.amount_paise, 0,
      i.created_at, null, i.expires_at
    from ${paymentIntents} i where i.status = 'waiting' and not exists (select 1 from ${payments} p where p.id = i.id)
  ) as listed where ${condition}`;

const instant = (text: string): string => new Date(text).toISOString();

export const staffPaymentView = (row: StaffPaymentRow): StaffPaymentView => ({
  id: row.id,
  orderId: row.order_id,
  orderNumber: row.order_number,
  storeId: row.store_id,
  method: row.method,
  provider: row.provider,
  reference: row.provider_ref,
  status: row.status,
  amount: inr(row.amount_paise),
  refunded: inr(row.refunded_paise),
  createdAt: instant(row.created_at),
  capturedAt: row.captured_at === null ? null : instant(row.captured_at),
  expiresAt: row.expires_at === null ? null : instant(row.expires_at),
});
