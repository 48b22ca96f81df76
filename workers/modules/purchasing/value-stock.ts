import type { MovementKind } from '#platform/objects';
import { nearest } from './purchase-cost.ts';

/** What one document did to the pieces of one batch in one store; changes of state within the store have cancelled out. */
export interface ValuedMovement {
  storeId: string;
  variantId: string;
  batchId: string;
  kind: MovementKind;
  reference: string;
  /** Pieces, negative when they leave. */
  quantity: number;
}

export interface StockCosts {
  /** All that a receipt has cost for a batch and all pieces of it that came; undefined for a movement without a receipt. */
  receipt(reference: string, batchId: string): { valuePaise: number; pieces: number } | undefined;
  /** What one piece of a batch cost when it was first entered: for opening stock and what was made here. */
  batchPaise(batchId: string): number;
}

/** How pieces are valued: each batch at what it cost itself, or all of a variant at their moving average. */
export type ValuationMethod = 'batch' | 'moving_average';

interface StockPool {
  storeId: string;
  variantId: string;
  quantity: number;
  valuePaise: number;
}

export interface StockValue {
  pools: StockPool[];
  /** What came in from outside, what left for good, and what is on its way between two stores. */
  inPaise: number;
  outPaise: number;
  transitPaise: number;
}

/** Kinds that come back from a buyer, or were found: worth what their neighbours are. */
const atAverage: ReadonlySet<MovementKind> = new Set(['return', 'adjustment', 'count', 'repair', 'reshard', 'release']);

/** The part of a value that so many of the pieces carry; the last ones take all that is left. */
const shareOf = ({ quantity, valuePaise }: { quantity: number; valuePaise: number }, pieces: number): number =>
  pieces >= quantity ? valuePaise : nearest(BigInt(valuePaise) * BigInt(pieces), BigInt(quantity));

/**
 * What stock is worth, from its movements in the order in which they happened. Every paisa that comes in stands in a pool,
 * is on its way, or has gone out: in = pools + transit + out. What a transfer takes out of one store is what the other gets.
 */
export function valueStock(
  movements: readonly ValuedMovement[],
  costs: StockCosts,
  method: ValuationMethod,
): StockValue {
  const pools = new Map<string, StockPool>();
  const transit = new Map<string, { quantity: number; valuePaise: number }>();
  const total = { inPaise: 0, outPaise: 0 };
  for (const movement of movements) {
    const { storeId, variantId, batchId, kind, reference, quantity } = movement;
    const key = `${storeId} ${method === 'batch' ? batchId : variantId}`;
    const pool = pools.get(key) ?? { storeId, variantId, quantity: 0, valuePaise: 0 };
    pools.set(key, pool);
    const way = `${reference} ${batchId}`;
    if (quantity < 0) {
      const value = shareOf(pool, -quantity);
      pool.valuePaise -= value;
      if (kind === 'transfer_out') put(transit, way, -quantity, value);
      else total.outPaise += value;
    } else {
      const carried = kind === 'transfer_in' ? take(transit, way, quantity) : undefined;
      const value = carried ?? valueOfNew(movement, pool, costs);
      if (carried === undefined) total.inPaise += value;
      pool.valuePaise += value;
    }
    pool.quantity += quantity;
  }
  const transitPaise = [...transit.values()].reduce((sum, { valuePaise }) => sum + valuePaise, 0);
  return { pools: [...pools.values()], ...total, transitPaise };
}

function valueOfNew(
  { kind, reference, batchId, quantity }: ValuedMovement,
  pool: StockPool,
  costs: StockCosts,
): number {
  const receipt = kind === 'receipt' ? costs.receipt(reference, batchId) : undefined;
  if (receipt !== undefined) return shareOf({ quantity: receipt.pieces, valuePaise: receipt.valuePaise }, quantity);
  if (atAverage.has(kind) && pool.quantity > 0) {
    return nearest(BigInt(pool.valuePaise) * BigInt(quantity), BigInt(pool.quantity));
  }
  return costs.batchPaise(batchId) * quantity;
}

type Transit = Map<string, { quantity: number; valuePaise: number }>;

function put(transit: Transit, way: string, quantity: number, valuePaise: number): void {
  const before = transit.get(way) ?? { quantity: 0, valuePaise: 0 };
  transit.set(way, { quantity: before.quantity + quantity, valuePaise: before.valuePaise + valuePaise });
}

/** Undefined when nothing is on this way: the other store's movements are not known here. */
function take(transit: Transit, way: string, quantity: number): number | undefined {
  const carried = transit.get(way);
  if (carried === undefined || carried.quantity === 0) return undefined;
  const value = shareOf(carried, quantity);
  carried.quantity = Math.max(0, carried.quantity - quantity);
  carried.valuePaise -= value;
  return value;
}
