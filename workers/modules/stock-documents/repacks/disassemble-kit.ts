import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { batches } from '#db/schema/inventory';
import { batchLineage } from '#db/schema/stock-batches';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { exactlySoMany } from '../posting/exactly-so-many.ts';
import { batchRecords } from '../posting/standings.ts';
import { storeFacts, withStores } from '../posting/stores.ts';
import { requireNotRecalled } from '../recalls/require-not-recalled.ts';
import { type KitComponent, type KitParent, takeApart } from './kit-plan.ts';
import { knownRepack, postRepack } from './post-repack.ts';
import type { ReturnedParent } from './repack-rules.ts';
import { DisassembleKitSchema, type RepackView } from './repack-schemas.ts';

/** Takes kits apart: the very batches they were made of stand on the shelf again. */
export async function disassembleKit(ctx: Context, input: z.input<typeof DisassembleKitSchema>): Promise<RepackView> {
  const wanted = parseInput(DisassembleKitSchema, input);
  const { storeId, kitBatchId, quantity, note, key } = wanted;
  requirePermission(ctx, 'inventory.repack', { storeId });
  const id = await keyedId('disassemble', storeId, key);
  const fingerprint = await requestHash(wanted);
  const known = await knownRepack(ctx, id, fingerprint);
  if (known !== undefined) return known;

  const parents = await parentsOf(ctx, kitBatchId);
  const given = takeApart(quantity, partsOf(parents), parents);
  if (parents.length === 0 || given === undefined) {
    throw invalidInput([{ path: 'kitBatchId', message: 'Is no kit, or so many of it were never assembled' }]);
  }
  await requireNotRecalled(ctx, [{ batchId: kitBatchId }]);
  const records = await batchRecords(ctx, [kitBatchId, ...given.map(({ parentBatchId }) => parentBatchId)]);
  const kit = records.get(kitBatchId);
  if (kit === undefined) throw invalidInput([{ path: 'kitBatchId', message: 'There is no such batch' }]);
  const made = given.flatMap((part) => {
    const record = records.get(part.parentBatchId);
    return record === undefined ? [] : [{ ...record, quantity: part.quantity }];
  });
  const madeOf = made.reduce((sum, piece) => sum + piece.quantity * piece.costPaise, 0);
  // The lineage is written where the kit was assembled, which may be another store than this.
  const both = withStores(ctx, [storeId, ...new Set(parents.map((parent) => parent.storeId))]);
  return postRepack(both, {
    id,
    fingerprint,
    store: await storeFacts(ctx, storeId),
    kind: 'disassemble',
    consumed: [{ ...kit, quantity }],
    made,
    lossAmount: 0,
    lossUnit: null,
    roundingPaise: quantity * kit.costPaise - madeOf,
    note,
    facts: { returned: given },
    records: [],
    statements: [exactlySoMany(given.length, giveBack(given))],
  });
}

type Parent = KitParent & { storeId: string; childQuantity: number };

const parentsOf = ({ db }: Permitted, kitBatchId: string): Promise<Parent[]> =>
  db.query<Parent>(sql`select l.repack_id as "repackId", l.parent_batch_id as "parentBatchId", l.store_id as "storeId",
      b.variant_id as "componentVariantId", l.parent_quantity as "parentQuantity", l.child_quantity as "childQuantity",
      l.returned_quantity as "returnedQuantity"
    from ${batchLineage} l join ${batches} b on b.id = l.parent_batch_id join stock_repacks r on r.id = l.repack_id
    where l.child_batch_id = ${kitBatchId} and r.kind = 'assemble' order by b.expires_on nulls last, b.id`);

/** What went into one kit, as it was assembled: the bill of materials may have changed since. */
function partsOf(parents: readonly Parent[]): KitComponent[] {
  const byVariant = Map.groupBy(parents, ({ componentVariantId }) => componentVariantId);
  return [...byVariant].map(([componentVariantId, list]) => ({
    componentVariantId,
    quantity: list.reduce((sum, { parentQuantity }) => sum + parentQuantity, 0) / (list[0]?.childQuantity ?? 1),
  }));
}

const giveBack = (given: readonly ReturnedParent[]): SQL =>
  sql`update ${batchLineage} as l set returned_quantity = l.returned_quantity + line.quantity
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as line("repackId" uuid, "parentBatchId" uuid, quantity int)
    where l.repack_id = line."repackId" and l.parent_batch_id = line."parentBatchId"
      and l.parent_quantity >= l.returned_quantity + line.quantity`;
