import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { variants } from '#db/schema/catalog';
import { fulfilmentLines } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError, type FieldError } from '#platform/errors';
import { invalidInput, parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { changeOrder, readStandingOrder } from './change-order.ts';
import { OrderId, PickBody } from './inputs.ts';
import { requireSettled } from './move-goods.ts';
import { openPieces, progressOf } from './order-progress.ts';
import { showToStaff } from './show-to-staff.ts';
import type { StandingOrder } from './standing-order.ts';

const PickOrder = OrderId.extend(PickBody.shape);
type Picked = z.output<typeof PickBody>['lines'];

/**
 * Notes what was taken off the shelf, each line confirmed by its scan. Without lines it begins the picking. A line says how
 * many are picked now, so that saying it twice changes nothing. Throws `invalid_input` for another batch or product than the line's.
 */
export async function pickOrder(ctx: Context, input: z.input<typeof PickOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, storeId, lines } = parseInput(PickOrder, input);
  const barcodes = await barcodesOf(ctx, orderId, lines);
  const order = await changeOrder(ctx, { orderId, action: 'pick', storeId }, (standing, acting) => {
    requireSettled(standing);
    const wrong = lines.flatMap((line, at) => wrongScan(standing, line, at, acting, barcodes));
    if (wrong.length > 0) throw invalidInput(wrong);
    const picked = new Map(lines.map((line) => [line.position, line.picked]));
    const changed = standing.fulfilment.filter(
      (line) => picked.has(line.position) && picked.get(line.position) !== line.picked,
    );
    const begins = standing.order.status === 'confirmed';
    if (changed.length === 0 && !begins && standing.order.status === 'picking') return null;
    const fulfilment = standing.fulfilment.map((line) => ({
      ...line,
      picked: picked.get(line.position) ?? line.picked,
    }));
    return {
      action: 'orders.pick',
      ...(begins && { moveTo: 'picking' as const }),
      after: { ...standing, fulfilment },
      changes: changed.map(
        ({ position }) => sql`update ${fulfilmentLines} set picked = ${picked.get(position) ?? 0}
          where order_id = ${orderId} and position = ${position}`,
      ),
      audited: { lines: changed.map(({ position }) => ({ position, picked: picked.get(position) })) },
    };
  });
  return showToStaff(ctx, order);
}

/** Only when somebody scanned one: what stands on the packs of the order's variants. */
async function barcodesOf(ctx: Permitted, orderId: string, lines: Picked): Promise<ReadonlyMap<string, string>> {
  if (lines.every(({ barcode }) => barcode === undefined)) return new Map();
  const { lines: ordered } = await readStandingOrder(ctx, orderId);
  const ids = `{${ordered.map(({ variantId }) => variantId).join(',')}}`;
  const rows = await ctx.db.query<{ id: string; barcode: string | null }>(
    sql`select id, barcode from ${variants} where id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, barcode }) => [id, barcode ?? '']));
}

function wrongScan(
  standing: StandingOrder,
  scanned: Picked[number],
  at: number,
  acting: string,
  barcodes: ReadonlyMap<string, string>,
): FieldError[] {
  const path = (field: string) => `lines.${at}.${field}`;
  const line = standing.lines.find(({ position }) => position === scanned.position);
  const progress = progressOf(standing).find(({ position }) => position === scanned.position);
  if (line === undefined || progress === undefined) return [{ path: path('position'), message: 'No such line' }];
  const shelf = standing.fulfilment.find(({ position }) => position === scanned.position);
  if (shelf === undefined) {
    throw new AppError('illegal_transition', 'Confirm the order first.', {
      extensions: { status: standing.order.status },
    });
  }
  if (shelf.storeId !== acting) return [{ path: path('position'), message: 'Another store ships this line' }];
  if (scanned.batchNumber.toUpperCase() !== line.batchNumber.toUpperCase()) {
    return [{ path: path('batchNumber'), message: `This line is of batch ${line.batchNumber}` }];
  }
  if (scanned.barcode !== undefined && scanned.barcode !== barcodes.get(line.variantId)) {
    return [{ path: path('barcode'), message: `This line is ${line.sku}` }];
  }
  if (scanned.picked > openPieces(progress)) {
    return [{ path: path('picked'), message: `Only ${openPieces(progress)} are wanted` }];
  }
  if (scanned.picked < progress.packed) {
    return [{ path: path('picked'), message: `${progress.packed} are packed already` }];
  }
  return [];
}
