import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { products, variants } from '#db/schema/catalog';
import { batches } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { fact } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { batchRecords } from '../posting/standings.ts';
import { storeFacts } from '../posting/stores.ts';
import { requireNotRecalled } from '../recalls/require-not-recalled.ts';
import { knownRepack, postRepack } from './post-repack.ts';
import { decant, earliestExpiry, type PackFacts, packDifferences } from './repack-plan.ts';
import { DecantSchema, type RepackView } from './repack-schemas.ts';

/**
 * Fills small packs from big ones of the same remedy, form and potency. The new batch knows its parent, lives no longer than
 * it, and bears its cost with what was spilt. Throws `out_of_stock` when the big packs are no longer free.
 */
export async function decantBatch(ctx: Context, input: z.input<typeof DecantSchema>): Promise<RepackView> {
  const wanted = parseInput(DecantSchema, input);
  const { storeId, sourceBatchId, sourceQuantity, targetQuantity, batchNumber, mrpPaise, note, key } = wanted;
  requirePermission(ctx, 'inventory.repack', { storeId });
  const id = await keyedId('decant', storeId, key);
  const fingerprint = await requestHash(wanted);
  const known = await knownRepack(ctx, id, fingerprint);
  if (known !== undefined) return known;

  const store = await storeFacts(ctx, storeId);
  const day = dayIn(store.timeZone, ctx.clock.now());
  const parent = (await batchRecords(ctx, [sourceBatchId])).get(sourceBatchId);
  if (parent === undefined) throw invalidInput([{ path: 'sourceBatchId', message: 'There is no such batch' }]);
  if (parent.expiresOn !== null && parent.expiresOn < day) {
    throw invalidInput([{ path: 'sourceBatchId', message: 'Has expired' }]);
  }
  await requireNotRecalled(ctx, [parent]);
  const [source, target] = await packsOf(ctx, parent.variantId, wanted.targetVariantId);
  const differences = packDifferences(source, target);
  if (differences.length > 0) throw invalidInput(differences);
  const result = decant({
    sourceQuantity,
    sourceContent: source.packQuantity,
    targetQuantity,
    targetContent: target.packQuantity,
    sourceCostPaise: parent.costPaise,
  });
  if (result === undefined) {
    throw invalidInput([{ path: 'targetQuantity', message: 'More would come out than is in what is emptied' }]);
  }
  const expiresOn = wanted.expiresOn ?? parent.expiresOn;
  if (expiresOn !== earliestExpiry([parent.expiresOn, expiresOn])) {
    throw invalidInput([{ path: 'expiresOn', message: 'Lies after that of its parent' }]);
  }
  const { costPaise, roundingPaise, lossAmount } = result;
  const batchId = await keyedId('batch-of', id);
  const child = { batchId, variantId: target.variantId, batchNumber, expiresOn, mrpPaise, costPaise };
  const lineage = {
    repackId: id,
    parentBatchId: sourceBatchId,
    childBatchId: batchId,
    storeId,
    parentQuantity: sourceQuantity,
    childQuantity: targetQuantity,
    returnedQuantity: 0,
  };
  const { variantId, batchNumber: number } = child;
  return postRepack(ctx, {
    id,
    fingerprint,
    store,
    kind: 'decant',
    consumed: [{ ...parent, quantity: sourceQuantity }],
    made: [{ ...child, quantity: targetQuantity }],
    lossAmount,
    lossUnit: source.packUnit,
    roundingPaise,
    note,
    facts: { lineage: [lineage] },
    records: [fact(batches, { id: batchId, variantId, number, madeOn: day, expiresOn, mrpPaise, costPaise })],
    statements: [],
  });
}

async function packsOf(ctx: Permitted, sourceId: string, targetId: string): Promise<[PackFacts, PackFacts]> {
  const rows = await ctx.db.query<PackFacts>(sql`select v.id as "variantId", p.remedy_id as "remedyId",
      p.complex_code as "complexCode", p.form, p.brand_id as "brandId", v.potency_scale as "potencyScale",
      v.potency_value as "potencyValue", v.pack_quantity as "packQuantity", v.pack_unit as "packUnit"
    from ${variants} v join ${products} p on p.id = v.product_id where v.id in (${sourceId}::uuid, ${targetId}::uuid)`);
  const [source, target] = [sourceId, targetId].map((id) => rows.find(({ variantId }) => variantId === id));
  if (source === undefined || target === undefined || source === target) {
    throw invalidInput([{ path: 'targetVariantId', message: 'Is no other pack of the catalogue' }]);
  }
  return [source, target];
}
