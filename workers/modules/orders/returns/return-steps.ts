import { sql } from 'drizzle-orm';
import { creditNotes } from '#db/schema/fulfilment';
import { stores } from '#db/schema/inventory';
import { refundOrder } from '#modules/payments';
import { creditPerson } from '#modules/vouchers';
import { dayIn, financialYear } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { fact } from '#platform/facts';
import { keyedId } from '#platform/keyed-id';
import { numberPlaceholder, type StockChange, type StockState } from '#platform/objects';
import type { OrderReturnRow, StandingOrder } from '../fulfilment/standing-order.ts';

export type ReturnStep = OrderReturnRow['step'];

/** In this order: goods, coupon, money, papers. Each is keyed by the return, so that doing it again does nothing. */
const nextStep: Readonly<Record<ReturnStep, ReturnStep>> = {
  stock: 'coupon',
  coupon: 'refund',
  refund: 'credit_note',
  credit_note: 'done',
  done: 'done',
};
export const stepAfter = (step: ReturnStep): ReturnStep => nextStep[step];

export interface ReturnedOrder {
  row: OrderReturnRow;
  order: StandingOrder;
}

/** Does one step of a return. Throws AppError, or whatever a lost call throws: then it is done again later. */
export const returnSteps: Readonly<
  Record<Exclude<ReturnStep, 'done'>, (ctx: Permitted, of: ReturnedOrder) => Promise<void>>
> = {
  stock: bookGoods,
  coupon: giveCouponsBack,
  refund: giveMoneyBack,
  credit_note: issueCreditNote,
};

interface StoreRow {
  gstin: string;
  time_zone: string;
}

async function storeOf(ctx: Permitted, storeId: string): Promise<StoreRow> {
  const [store] = await ctx.db.query<StoreRow>(sql`select gstin, time_zone from ${stores} where id = ${storeId}`);
  if (store === undefined) throw new Error('The store of an order is gone');
  return store;
}

/** Back on the shelf of the store that gave them, in their own batch; what is destroyed comes in and goes out again. */
async function bookGoods(ctx: Permitted, { row, order }: ReturnedOrder): Promise<void> {
  const changes = (
    wanted: 'restock' | 'quarantine' | 'destroy',
    state: StockState,
    sign: 1 | -1,
    storeId: string,
  ): StockChange[] =>
    order.returnLines.flatMap((line) => {
      const sold = order.lines.find(({ position }) => position === line.position);
      if (line.returnId !== row.id || line[wanted] === 0 || sold === undefined) return [];
      if (storeOfLine(order, line.position) !== storeId) return [];
      const { batchId, variantId, batchNumber, expiresOn, mrpPaise } = sold;
      return [{ batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity: sign * line[wanted] }];
    });
  const storeIds = new Set(order.lines.map(({ position }) => storeOfLine(order, position)));
  for (const storeId of storeIds) {
    const back = [
      ...changes('restock', 'sellable', 1, storeId),
      ...changes('quarantine', 'quarantined', 1, storeId),
      ...changes('destroy', 'damaged', 1, storeId),
    ];
    if (back.length === 0) continue;
    const room = ctx.objects.stockRoom(storeId);
    const store = { storeId, timeZone: (await storeOf(ctx, storeId)).time_zone };
    const reference = row.orderId;
    orThrow(await room.book(store, { key: row.id, kind: 'return', reference, changes: back }));
    const gone = changes('destroy', 'damaged', -1, storeId);
    if (gone.length === 0) continue;
    orThrow(await room.book(store, { key: `${row.id}/destroy`, kind: 'destroy', reference, changes: gone }));
  }
}

const storeOfLine = (order: StandingOrder, position: number): string =>
  order.fulfilment.find((line) => line.position === position)?.storeId ?? order.order.storeId;

async function giveCouponsBack(ctx: Permitted, { row, order }: ReturnedOrder): Promise<void> {
  if (!row.givesCouponBack) return;
  const uses = (order.order.couponUses ?? []) as { code: string }[];
  for (const { code } of uses) orThrow(await ctx.objects.couponBook(code).giveBack(order.order.id));
}

/** To its source by a saga of its own, which stands in the records before anybody is asked; or into the buyer's store credit. */
async function giveMoneyBack(ctx: Permitted, { row, order }: ReturnedOrder): Promise<void> {
  const amountPaise = row.refundedPaise ?? 0;
  if (amountPaise === 0) return;
  const reason = `${row.kind}: ${row.reason}`;
  const { personId } = order.order;
  if (row.resolution === 'store_credit' && personId !== null) {
    await creditPerson(ctx, { personId, key: `return ${row.id}`, amountPaise, reference: row.orderId, reason });
    return;
  }
  const refundId = await keyedId(row.id, 'refund');
  await refundOrder(ctx, { refundId, orderId: row.orderId, amountPaise, reason });
}

/** Where a credit note gets its number: one series per GSTIN and financial year; `CN/26-27/` stands before the digits. */
function creditNoteSeries(gstin: string, day: string): { name: string; prefix: string } {
  const year = financialYear(day);
  return { name: `${gstin}/credit_note/${year}`, prefix: `CN/${year.slice(2)}/` };
}

/** For what is off the bill with its tax. Money given for goodwill changes no tax: no credit note (CGST Act 2017 s.34). */
async function issueCreditNote(ctx: Permitted, { row, order }: ReturnedOrder): Promise<void> {
  if (row.kind === 'goodwill' || row.totalPaise === 0) return;
  const store = await storeOf(ctx, row.storeId);
  const issuedAt = row.decidedAt ?? row.requestedAt;
  const day = dayIn(store.time_zone, new Date(issuedAt));
  const { name, prefix } = creditNoteSeries(store.gstin, day);
  const note = fact(creditNotes, {
    id: row.id,
    number: numberPlaceholder,
    gstin: store.gstin,
    orderId: row.orderId,
    orderNumber: order.order.number,
    storeId: row.storeId,
    day,
    issuedAt: new Date(issuedAt).toISOString(),
    reason: row.reason,
    placeOfSupply: order.order.placeOfSupply,
    currency: order.order.currency,
    totalPaise: row.totalPaise,
    shippingPaise: row.shippingPaise,
    taxablePaise: row.taxablePaise,
    cgstPaise: row.cgstPaise,
    sgstPaise: row.sgstPaise,
    igstPaise: row.igstPaise,
  });
  orThrow(await ctx.objects.numberSeries(name).issue({ key: row.id, prefix, facts: [note] }));
}
