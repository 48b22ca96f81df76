import { allocateFefo, availableOf, type ShelfBatch } from '#modules/inventory';
import { fail, type Result, succeed } from '#platform/errors';
import type { Allocation, Channel, Shortage, WantedLine } from '#platform/objects';

/** A cart holds at most so many lines; an object must not be asked for more in one go. */
const MAX_LINES = 200;
const MAX_QUANTITY = 1_000_000;

type ShelfOf = (variantId: string) => readonly ShelfBatch[];

/** Pieces wanted by variant: two lines on one item count together, so that they cannot each take the last one. */
function sumWanted(lines: readonly WantedLine[]): Result<Map<string, number>> {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  const isWhole = (quantity: number) => Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
  if (lines.length === 0 || lines.length > MAX_LINES || !lines.every(({ quantity }) => isWhole(quantity))) {
    return fail('invalid_input', `A hold has 1 to ${MAX_LINES} lines of 1 to ${MAX_QUANTITY} pieces.`);
  }
  return succeed(wanted);
}

/** Which batches to hold for some lines: all of them or, with the shortages named, none. */
export function planHold(
  lines: readonly WantedLine[],
  shelfOf: ShelfOf,
  day: string,
  channel: Channel,
): Result<Allocation[]> {
  const wanted = sumWanted(lines);
  if (!wanted.ok) return wanted;
  const allocations: Allocation[] = [];
  const shortages: Shortage[] = [];
  for (const [variantId, requested] of wanted.value) {
    const fefo = allocateFefo(requested, shelfOf(variantId), day, channel);
    if (fefo.kind === 'allocated') allocations.push(...fefo.allocations);
    else shortages.push({ variantId, requested, available: fefo.available });
  }
  return shortages.length === 0 ? succeed(allocations) : outOfStock(shortages);
}

/** Whether the very batches of a hold that has lapsed can still be taken. The price was agreed, so expiry is not asked again. */
export function planRehold(
  allocations: readonly Allocation[],
  shelfOf: ShelfOf,
  day: string,
  channel: Channel,
): Result<readonly Allocation[]> {
  const isFree = ({ variantId, batchId, quantity }: Allocation) =>
    shelfOf(variantId).some((batch) => batch.batchId === batchId && batch.onHand - batch.held >= quantity);
  const gone = new Set(allocations.filter((allocation) => !isFree(allocation)).map(({ variantId }) => variantId));
  if (gone.size === 0) return succeed(allocations);
  const shortages = [...gone].map((variantId) => ({
    variantId,
    requested: allocations.reduce((sum, piece) => (piece.variantId === variantId ? sum + piece.quantity : sum), 0),
    available: availableOf(shelfOf(variantId), day, channel),
  }));
  return outOfStock(shortages);
}

const outOfStock = (lines: Shortage[]): Result<never> =>
  fail('out_of_stock', 'There is not enough of what you want.', { extensions: { lines } });
