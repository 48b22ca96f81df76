import type { z } from 'zod';
import { shipmentLines, shipments } from '#db/schema/fulfilment';
import { requireVerifiedPrescription } from '#modules/prescriptions';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact } from '#platform/facts';
import { hashSecret } from '#platform/ids';
import { keyedId } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import type { OrderView } from '../schemas.ts';
import { changeOrder } from './change-order.ts';
import { Keyed, OrderId, PackBody } from './inputs.ts';
import { progressOf } from './order-progress.ts';
import { showToStaff } from './show-to-staff.ts';
import type { ShipmentRow, StandingOrder } from './standing-order.ts';

const PackOrder = OrderId.extend(Keyed.shape).extend(PackBody.shape);

/** Puts picked pieces into parcels: one shipment a key, so that asking twice packs once. */
export async function packOrder(ctx: Context, input: z.input<typeof PackOrder>): Promise<OrderView> {
  requirePermission(ctx, 'orders.fulfil');
  const { orderId, idempotencyKey, storeId, parcels, lines } = parseInput(PackOrder, input);
  await requireVerifiedPrescription(ctx, orderId);
  const id = await keyedId(orderId, 'shipment', idempotencyKey);
  const requestHash = await hashSecret(JSON.stringify({ storeId, parcels, lines }));
  const order = await changeOrder(ctx, { orderId, action: 'pack', storeId }, (standing, acting) => {
    const known = standing.shipments.find((shipment) => shipment.id === id);
    if (known !== undefined) return sameRequest(known, requestHash);
    const packed = piecesToPack(standing, acting, lines);
    const row: ShipmentRow = {
      id,
      orderId,
      storeId: acting,
      status: 'packed',
      carrier: null,
      carrierRef: null,
      trackingNumber: null,
      trackingUrl: null,
      parcels,
      tracking: [],
      requestHash,
      packedAt: ctx.clock.now().toISOString(),
      shippedAt: null,
      deliveredAt: null,
    };
    const rows = packed.map((line) => ({ shipmentId: id, ...line }));
    return {
      action: 'orders.pack',
      after: {
        ...standing,
        shipments: [...standing.shipments, row],
        shipmentLines: [...standing.shipmentLines, ...rows],
      },
      facts: [fact(shipments, row), ...rows.map((line) => fact(shipmentLines, line))],
      audited: { shipmentId: id, parcels: parcels.length, lines: packed },
    };
  });
  return showToStaff(ctx, order);
}

/** The answer to a key that was used: null, done already. Throws `idempotency_mismatch` for another request. */
export function sameRequest(known: { requestHash: string }, requestHash: string): null {
  if (known.requestHash === requestHash) return null;
  throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for something else on this order.');
}

function piecesToPack(standing: StandingOrder, storeId: string, wanted: z.output<typeof PackBody>['lines']) {
  const mine = new Set(standing.fulfilment.filter((line) => line.storeId === storeId).map(({ position }) => position));
  const ready = progressOf(standing)
    .filter(({ position }) => mine.has(position))
    .map(({ position, picked, packed }) => ({ position, quantity: picked - packed }))
    .filter(({ quantity }) => quantity > 0);
  if (wanted === undefined) {
    if (ready.length > 0) return ready;
    throw new AppError('conflict', 'Nothing is picked that is not packed already.');
  }
  const wrong = wanted.flatMap(({ position, quantity }, at) => {
    const there = ready.find((line) => line.position === position)?.quantity ?? 0;
    return quantity <= there
      ? []
      : [{ path: `lines.${at}.quantity`, message: `Only ${there} are picked and unpacked` }];
  });
  if (wrong.length > 0) throw invalidInput(wrong);
  return wanted;
}
