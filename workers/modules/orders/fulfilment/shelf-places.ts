import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { shelfPlaces } from '#db/schema/fulfilment';
import { stores } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { maxPlaceLength, maxShelfPlaces } from './limits.ts';

const MAX_WALK = 1_000_000;

export const ShelfPlacesBody = z.strictObject({
  places: z
    .array(
      z.strictObject({
        variantId: z.uuid('Must be an id as this API gives them'),
        place: z
          .string()
          .trim()
          .min(1)
          .max(maxPlaceLength)
          .meta({ description: 'As it is written on the shelf: B-04-2' }),
        walk: z.int().min(0).max(MAX_WALK).meta({ description: 'How far along the walk through the store it stands' }),
      }),
    )
    .min(1)
    .max(maxShelfPlaces),
});
const SetShelfPlaces = ShelfPlacesBody.extend({ storeId: z.uuid('Must be an id as this API gives them') });

/** Says where variants stand in a store; what was said of them before is replaced, others stay. Throws `not_found` for a store that is none. */
export async function setShelfPlaces(ctx: Context, input: z.input<typeof SetShelfPlaces>): Promise<{ placed: number }> {
  const { storeId, places } = parseInput(SetShelfPlaces, input);
  requirePermission(ctx, 'inventory.receive', { storeId });
  const last = new Map(places.map((place) => [place.variantId.toLowerCase(), place]));
  const rows = [...last.values()].map((place) => fact(shelfPlaces, { storeId, ...place }).row);
  const list = `{${[...last.keys()].join(',')}}`;
  const [found = [], unknown = []] = await ctx.db.batch<{ id: string }>([
    sql`select id from ${stores} where id = ${storeId}`,
    sql`select wanted.id from unnest(${list}::uuid[]) as wanted(id)
      where not exists (select 1 from variants v where v.id = wanted.id)`,
  ]);
  if (found.length === 0) throw new AppError('not_found', 'There is no such store.');
  if (unknown.length > 0) {
    const ids = new Set(unknown.map(({ id }) => id));
    throw invalidInput(
      places.flatMap(({ variantId }, at) =>
        ids.has(variantId.toLowerCase())
          ? [{ path: `places.${at}.variantId`, message: 'There is no such variant' }]
          : [],
      ),
    );
  }
  const audit = auditFact(ctx, {
    action: 'inventory.place',
    subject: storeId,
    storeId,
    facts: { places: rows.length },
  });
  await ctx.db.batch([
    sql`insert into ${shelfPlaces} select * from jsonb_populate_recordset(null::${shelfPlaces}, ${JSON.stringify(rows)}::jsonb)
      on conflict (store_id, variant_id) do update set place = excluded.place, walk = excluded.walk`,
    ...writeFacts([audit]),
  ]);
  return { placed: rows.length };
}
