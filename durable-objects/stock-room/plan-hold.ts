import { allocateFefo, availableOf, type ShelfBatch } from '#modules/inventory';
import { fail, type Result, succeed } from '#platform/errors';
import type { Allocation, Channel, Shortage, WantedLine } from '#platform/objects';

/** A cart holds at most so many lines; an object must not be asked for more in one go. */
const MAX_LINES = 200;
const MAX_QUANTITY = 1_000_000;

type ShelfOf = (variantId: string) => readonly ShelfBatch[];

/** What is wanted of one variant: so much of named batches, and so much of whichever comes first. */
interface Wanted {
  ofBatch: Map<string, number>;
  ofAny: number;
}

/** Pieces wanted by variant: two lines on one item count together, so that they cannot each take the last one. */
function sumWanted(lines: readonly WantedLine[]): Result<Map<string, Wanted>> {
  const isWhole = (quantity: number) => Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
  if (lines.length === 0 || lines.length > MAX_LINES || !lines.every(({ quantity }) => isWhole(quantity))) {
    return fail('invalid_input', `A hold has 1 to ${MAX_LINES} lines of 1 to ${MAX_QUANTITY} pieces.`);
  }
  const all = new Map<string, Wanted>();
  for (const { variantId, quantity, batchId } of lines) {
    const wanted = all.get(variantId) ?? { ofBatch: new Map(), ofAny: 0 };
    if (batchId === undefined) wanted.ofAny += quantity;
    else wanted.ofBatch.set(batchId, (wanted.ofBatch.get(batchId) ?? 0) + quantity);
    all.set(variantId, wanted);
  }
  return succeed(all);
}

/** Takes the named batches first, then first expired first from what they leave. */
function planVariant(
  { ofBatch, ofAny }: Wanted,
  shelf: readonly ShelfBatch[],
  day: string,
  channel: Channel,
): { allocations: Allocation[]; short: Omit<Shortage, 'variantId'>[] } {
  const allocations: Allocation[] = [];
  const short: Omit<Shortage, 'variantId'>[] = [];
  if (ofBatch.size === 0) {
    const fefo = allocateFefo(ofAny, shelf, day, channel);
    if (fefo.kind === 'allocated') return { allocations: fefo.allocations, short };
    return { allocations, short: [{ requested: ofAny, available: fefo.available }] };
  }
  for (const [batchId, requested] of ofBatch) {
    const named = shelf.filter((batch) => batch.batchId === batchId);
    const taken = allocateFefo(requested, named, day, channel);
    if (taken.kind === 'allocated') allocations.push(...taken.allocations);
    else short.push({ requested, available: taken.available, batchId });
  }
  if (ofAny === 0) return { allocations, short };
  const left = shelf.map((batch) => ({ ...batch, held: batch.held + (ofBatch.get(batch.batchId) ?? 0) }));
  const fefo = allocateFefo(ofAny, left, day, channel);
  if (fefo.kind === 'allocated') allocations.push(...fefo.allocations);
  else short.push({ requested: ofAny, available: fefo.available });
  return { allocations: mergeByBatch(allocations), short };
}

function mergeByBatch(allocations: readonly Allocation[]): Allocation[] {
  const byBatch = new Map<string, Allocation>();
  for (const piece of allocations) {
    const before = byBatch.get(piece.batchId);
    byBatch.set(piece.batchId, before === undefined ? piece : { ...piece, quantity: before.quantity + piece.quantity });
  }
  return [...byBatch.values()];
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
  for (const [variantId, one] of wanted.value) {
    const plan = planVariant(one, shelfOf(variantId), day, channel);
    allocations.push(...plan.allocations);
    shortages.push(...plan.short.map((short) => ({ variantId, ...short })));
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

/** Pieces of a blocked batch must not be sold, even if they were held before: names every such batch. */
export function refuseBlocked(allocations: readonly Allocation[], shelfOf: ShelfOf): Result<true> {
  const held = new Set(allocations.map(({ batchId }) => batchId));
  const variantIds = new Set(allocations.map(({ variantId }) => variantId));
  const blocked = [...variantIds]
    .flatMap((variantId) => shelfOf(variantId))
    .filter(({ batchId, blockedFor }) => blockedFor !== null && held.has(batchId))
    .map(({ batchId, batchNumber, variantId, blockedFor }) => ({ batchId, batchNumber, variantId, blockedFor }));
  if (blocked.length === 0) return succeed(true);
  const names = blocked.map(({ batchNumber, blockedFor }) => `${batchNumber} (${blockedFor})`).join(', ');
  return fail('conflict', `May not be sold any more: ${names}.`, { extensions: { batches: blocked } });
}

const outOfStock = (lines: Shortage[]): Result<never> =>
  fail('out_of_stock', 'There is not enough of what you want.', { extensions: { lines } });
