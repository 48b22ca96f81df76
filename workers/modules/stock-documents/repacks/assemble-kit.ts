import type * as z from 'zod';
import { batches } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { dayIn } from '#platform/clock';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import { fact } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { batchRecords, standingsOfVariants } from '../posting/standings.ts';
import { storeFacts } from '../posting/stores.ts';
import { planDispatch } from '../transfers/plan-dispatch.ts';
import { componentsOf } from './kits.ts';
import { knownRepack, postRepack } from './post-repack.ts';
import { earliestExpiry, spreadCost } from './repack-plan.ts';
import { AssembleKitSchema, type RepackView } from './repack-schemas.ts';

/**
 * Makes kits of their parts, first expired first: a new batch that lives as long as its shortest-lived part, costs what they
 * cost and remembers the batches it was made of. Throws `out_of_stock` with the parts that are missing.
 */
export async function assembleKit(ctx: Context, input: z.input<typeof AssembleKitSchema>): Promise<RepackView> {
  const wanted = parseInput(AssembleKitSchema, input);
  const { storeId, kitVariantId, quantity, batchNumber, mrpPaise, note, key } = wanted;
  requirePermission(ctx, 'inventory.repack', { storeId });
  const id = await keyedId('assemble', storeId, key);
  const fingerprint = await requestHash(wanted);
  const known = await knownRepack(ctx, id, fingerprint);
  if (known !== undefined) return known;

  const components = await componentsOf(ctx, kitVariantId);
  if (components.length === 0) throw invalidInput([{ path: 'kitVariantId', message: 'Has no bill of materials' }]);
  const store = await storeFacts(ctx, storeId);
  const day = dayIn(store.timeZone, ctx.clock.now());
  const lines = components.map((part) => ({
    variantId: part.componentVariantId,
    quantity: part.quantity * quantity,
    batchId: null,
  }));
  const standings = await standingsOfVariants(
    ctx,
    storeId,
    lines.map(({ variantId }) => variantId),
  );
  const taken = orThrow(planDispatch(lines, standings, day));
  const records = await batchRecords(
    ctx,
    taken.map(({ batchId }) => batchId),
  );
  const consumed = taken.map((piece) => ({ ...piece, costPaise: records.get(piece.batchId)?.costPaise ?? 0 }));
  const total = consumed.reduce((sum, piece) => sum + piece.quantity * piece.costPaise, 0);
  const { costPaise, roundingPaise } = spreadCost(total, quantity);
  const expiresOn = earliestExpiry(consumed.map((piece) => piece.expiresOn));
  const batchId = await keyedId('batch-of', id);
  const kit = {
    id: batchId,
    variantId: kitVariantId,
    number: batchNumber,
    madeOn: day,
    expiresOn,
    mrpPaise,
    costPaise,
  };
  return postRepack(ctx, {
    id,
    fingerprint,
    store,
    kind: 'assemble',
    consumed,
    made: [{ batchId, variantId: kitVariantId, batchNumber, expiresOn, mrpPaise, costPaise, quantity }],
    lossAmount: 0,
    lossUnit: null,
    roundingPaise,
    note,
    facts: {
      lineage: consumed.map((piece) => ({
        repackId: id,
        parentBatchId: piece.batchId,
        childBatchId: batchId,
        storeId,
        parentQuantity: piece.quantity,
        childQuantity: quantity,
        returnedQuantity: 0,
      })),
    },
    records: [fact(batches, kit)],
    statements: [],
  });
}
