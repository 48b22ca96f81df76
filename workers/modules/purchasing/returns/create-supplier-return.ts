import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { supplierReturnLines, supplierReturnReasons, supplierReturns } from '#db/schema/purchasing';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { fact } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { numberPlaceholder } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { documentSeries } from '../document-series.ts';
import { Key, Quantity } from '../fields.ts';
import { maxLines } from '../limits.ts';
import { takeFromReceipts } from '../take-from-receipts.ts';
import { findReturn } from './read-return.ts';
import { debitOf, type ReceivedGoods, selectReceivedGoods, sumDebits } from './receipt-lines.ts';
import {
  returnableStates,
  type SupplierReturnRecord,
  type SupplierReturnView,
  supplierReturnView,
} from './return-view.ts';

export const CreateSupplierReturnBody = z.strictObject({
  supplierId: z.uuid(),
  lines: z
    .array(
      z.strictObject({
        batchId: z.uuid(),
        state: z.enum(returnableStates).meta({ description: 'The state of stock that the pieces are taken from' }),
        quantity: Quantity,
        reason: z.enum(supplierReturnReasons),
      }),
    )
    .min(1)
    .max(maxLines),
});
const CreateSupplierReturnSchema = CreateSupplierReturnBody.extend({ storeId: z.uuid(), key: Key });
export type CreateSupplierReturn = z.input<typeof CreateSupplierReturnSchema>;
type Request = z.output<typeof CreateSupplierReturnBody>;

/**
 * Drafts a return with its debit note, once per key: the newest receipts of the batch first, at what they charged. No shelf is
 * touched before it is dispatched. Throws `invalid_input` for pieces that never came here from this supplier, or are back.
 */
export async function createSupplierReturn(ctx: Context, input: CreateSupplierReturn): Promise<SupplierReturnView> {
  const { storeId, key, ...request } = parseInput(CreateSupplierReturnSchema, input);
  requirePermission(ctx, 'purchasing.write', { storeId });
  const [id, hash] = await Promise.all([keyedId('supplier-return', storeId, key), requestHash(request)]);
  const known = await findReturn(ctx, id);
  if (known !== undefined) return repeated(known, hash);

  const { store, lines } = await readReturnable(ctx, storeId, request);
  const drafted = draftLines(request, lines);
  const amounts = sumDebits(drafted);
  const { name, prefix } = documentSeries(store, 'debit_note', dayIn(store.timeZone, ctx.clock.now()));
  const facts = [
    fact(supplierReturns, {
      ...amounts,
      id,
      number: numberPlaceholder,
      storeId,
      supplierId: request.supplierId,
      status: 'draft',
      settledPaise: null,
      creditNoteNumber: null,
      requestHash: hash,
      createdBy: describeActor(ctx.actor),
      createdAt: ctx.clock.now().toISOString(),
      dispatchedAt: null,
      endedAt: null,
      lastError: null,
    }),
    ...drafted.map((line, at) => fact(supplierReturnLines, { ...line, returnId: id, position: at + 1, storeId })),
    auditFact(ctx, {
      action: 'purchasing.create_return',
      subject: id,
      storeId,
      after: { number: numberPlaceholder, supplierId: request.supplierId, lines: drafted.length, ...amounts },
    }),
  ];
  orThrow(await ctx.objects.numberSeries(name).issue({ key: id, prefix, facts }));
  const written = await findReturn(ctx, id);
  if (written === undefined) throw new AppError('unavailable', 'The return is numbered and is being written.');
  return repeated(written, hash);
}

function repeated(known: SupplierReturnRecord, hash: string): SupplierReturnView {
  if (known.requestHash === hash) return supplierReturnView(known);
  throw new AppError('idempotency_mismatch', 'Another supplier return was made under this key.');
}

interface StoreRow {
  code: string;
  timeZone: string;
}

async function readReturnable(ctx: Permitted, storeId: string, { supplierId, lines }: Request) {
  const batchIds = `{${[...new Set(lines.map(({ batchId }) => batchId))].join(',')}}`;
  const [stores, received] = (await ctx.db.batch([
    sql`select code, time_zone as "timeZone" from stores where id = ${storeId}`,
    selectReceivedGoods(sql`r.store_id = ${storeId} and r.supplier_id = ${supplierId}
      and l.batch_id = any (${batchIds}::uuid[])`),
  ])) as unknown as [StoreRow[], ReceivedGoods[]];
  const [store] = stores;
  if (store === undefined) throw new AppError('not_found', 'There is no such store.');
  return { store: { id: storeId, ...store }, lines: received };
}

function draftLines(request: Request, received: readonly ReceivedGoods[]) {
  const { parts, short } = takeFromReceipts(request.lines, received);
  if (short.length > 0) {
    throw invalidInput(
      short.map(({ wanted, available }) => ({
        path: `lines.${wanted}.quantity`,
        message: `Only ${available} pieces of this batch came here from this supplier and are not back yet`,
      })),
    );
  }
  const before = new Map<ReceivedGoods, number>();
  return parts.flatMap(({ wanted, receiptId, position, quantity }) => {
    const source = received.find((line) => line.receiptId === receiptId && line.position === position);
    const asked = request.lines[wanted];
    if (source === undefined || asked === undefined) return [];
    const gone = before.get(source) ?? source.returnedQuantity;
    before.set(source, gone + quantity);
    const { variantId, batchId, batchNumber, expiresOn, mrpPaise, rateBasisPoints } = source;
    const batch = { variantId, batchId, batchNumber, expiresOn, mrpPaise, rateBasisPoints };
    const { state, reason } = asked;
    return [
      { receiptId, receiptPosition: position, ...batch, state, reason, quantity, ...debitOf(source, gone, quantity) },
    ];
  });
}
