import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { quotationStatuses, quotations } from '#db/schema/trade-orders';
import { CartView, cartView, findStore, newCart } from '#modules/orders';
import { dayIn } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { CartState, CartStore, Channel, PriceListCode } from '#platform/objects';
import { type QuotationStatus, statusOn } from './quotation-machine.ts';

const Id = z.uuid('Must be an id as this API gives them');

export const QuotationParams = z.strictObject({ quotationId: Id });

/** A cart as it was priced: what its acceptance is priced by again, whatever the lists say then. */
type QuotedGoods = Pick<CartState, 'lines' | 'quotes' | 'terms' | 'discounts'>;

export const QuotationView = z
  .strictObject({
    id: Id,
    number: z.string(),
    storeId: Id,
    status: z.enum(quotationStatuses),
    personId: Id.nullable(),
    dealerId: Id.nullable(),
    contact: z.strictObject({ name: z.string(), email: z.string(), phone: z.string() }).nullable(),
    validUntil: z.iso.date().meta({ description: 'Its last day, in the time zone of the store' }),
    /** Lines, prices and why they are what they are. */
    goods: CartView,
    orderId: Id.nullable(),
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'Quotation' });
export type QuotationView = z.infer<typeof QuotationView>;

export interface QuotationRow {
  id: string;
  number: string;
  store_id: string;
  status: QuotationStatus;
  channel: Channel;
  price_list: PriceListCode;
  person_id: string | null;
  dealer_id: string | null;
  contact: string | null;
  goods: QuotedGoods;
  valid_until: string;
  cart_id: string;
  cart_token_hash: string;
  order_id: string | null;
  request_hash: string;
  made_by: string;
  made_at: string;
}

export const selectQuotations = (condition: SQL): SQL => sql`select id, number, store_id, status, channel, price_list,
  person_id, dealer_id, contact, goods, valid_until, cart_id, cart_token_hash, order_id, request_hash, made_by, made_at
  from ${quotations} where ${condition}`;

export async function readQuotation(ctx: Permitted, quotationId: string): Promise<QuotationRow> {
  const [row] = await ctx.db.query<QuotationRow>(selectQuotations(sql`id = ${quotationId}::uuid`));
  if (row === undefined) throw new AppError('not_found', 'There is no such quotation.');
  return row;
}

/** The cart that a quotation becomes, before there is one. */
export const quotedCart = (row: QuotationRow, store: CartStore): CartState => ({
  ...newCart({
    id: row.cart_id,
    store,
    language: 'en',
    sale: { channel: row.channel, chosenPriceList: row.price_list },
  }),
  ...row.goods,
});

export async function quotationView(ctx: Permitted, row: QuotationRow): Promise<QuotationView> {
  const store = await findStore(ctx, row.store_id);
  return viewIn(ctx, row, store);
}

/** Of quotations of one page: each store is asked for once. */
export async function quotationViews(ctx: Permitted, rows: readonly QuotationRow[]): Promise<QuotationView[]> {
  const storeIds = [...new Set(rows.map(({ store_id }) => store_id))];
  const stores = new Map(await Promise.all(storeIds.map(async (id) => [id, await findStore(ctx, id)] as const)));
  return Promise.all(
    rows.flatMap((row) => {
      const store = stores.get(row.store_id);
      return store === undefined ? [] : [viewIn(ctx, row, store)];
    }),
  );
}

async function viewIn(ctx: Permitted, row: QuotationRow, store: CartStore): Promise<QuotationView> {
  const contact = row.contact === null ? null : await ctx.personal.open('quotations.contact', row.contact);
  return {
    id: row.id,
    number: row.number,
    storeId: row.store_id,
    status: statusOn(row.status, row.valid_until, dayIn(store.timeZone, ctx.clock.now())),
    personId: row.person_id,
    dealerId: row.dealer_id,
    contact: contact === null ? null : (JSON.parse(contact) as QuotationView['contact']),
    validUntil: row.valid_until,
    goods: { ...cartView(quotedCart(row, store)), pricesHoldUntil: null },
    orderId: row.order_id,
    madeBy: row.made_by,
    madeAt: new Date(row.made_at).toISOString(),
  };
}
