import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceFloors } from '#db/schema/pricing';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';

const floorScopes = ['variant', 'brand', 'company'] as const;

/** A hundred times the cost: above it is a slip of the keyboard. */
const MAX_MARGIN_BASIS_POINTS = 1_000_000;

export const SetPriceFloorBody = z.strictObject({
  scope: z.enum(floorScopes, 'Must be one of: variant, brand, company'),
  scopeId: z.uuid().nullable().default(null).meta({ description: 'The variant or brand; null for the company' }),
  rule: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('price'), floorPaise: z.int().min(1).max(100_000_000) }),
      z.strictObject({ kind: z.literal('margin'), marginBasisPoints: z.int().min(0).max(MAX_MARGIN_BASIS_POINTS) }),
    ])
    .nullable()
    .meta({ description: 'A price with tax, or a margin on the cost of the dearest batch; null takes the floor away' }),
});

export const PriceFloorView = z
  .strictObject({
    scope: z.enum(floorScopes),
    scopeId: z.uuid().nullable(),
    floorPaise: z.int().nullable(),
    marginBasisPoints: z.int().nullable(),
    validFrom: z.iso.datetime(),
    createdBy: z.string(),
  })
  .meta({ id: 'PriceFloor' });
export type PriceFloorView = z.infer<typeof PriceFloorView>;
export const SetPriceFloorView = z.object({ floor: PriceFloorView.nullable() }).meta({ id: 'SetPriceFloor' });

type SetPriceFloor = z.output<typeof SetPriceFloorBody>;

const known = {
  variant: (id: string | null) => sql`select 1 from variants where id = ${id}::uuid`,
  brand: (id: string | null) => sql`select 1 from brands where id = ${id}::uuid`,
  company: () => sql`select 1`,
};

function requireMatch({ scope, scopeId }: SetPriceFloor): void {
  if ((scope === 'company') === (scopeId === null)) return;
  const message = scope === 'company' ? 'Must be null for the company' : `Must name a ${scope}`;
  throw invalidInput([{ path: 'scopeId', message }]);
}

/** Says below what nothing of a scope is sold without permission, from now on; the old floor stays in the books. */
export async function setPriceFloor(
  ctx: Context,
  input: z.input<typeof SetPriceFloorBody>,
): Promise<z.infer<typeof SetPriceFloorView>> {
  requirePermission(ctx, 'pricing.write');
  const body = parseInput(SetPriceFloorBody, input);
  requireMatch(body);
  const { scope, scopeId, rule } = body;
  const [found] = await ctx.db.query(known[scope](scopeId));
  if (found === undefined) throw invalidInput([{ path: 'scopeId', message: `There is no such ${scope}` }]);
  const validFrom = ctx.clock.now().toISOString();
  const floor =
    rule === null
      ? null
      : {
          scope,
          scopeId,
          floorPaise: rule.kind === 'price' ? rule.floorPaise : null,
          marginBasisPoints: rule.kind === 'margin' ? rule.marginBasisPoints : null,
          validFrom,
          createdBy: describeActor(ctx.actor),
        };
  const audit = auditFact(ctx, { action: 'pricing.set_floor', subject: scopeId ?? 'company', after: { scope, rule } });
  await ctx.db.batch([
    sql`select pg_advisory_xact_lock(hashtextextended(${`price floor ${scope} ${scopeId}`}, 0))`,
    sql`update ${priceFloors} set valid_until = greatest(${validFrom}::timestamptz, valid_from)
      where scope = ${scope} and scope_id is not distinct from ${scopeId}::uuid and valid_until is null`,
    ...writeFacts([
      ...(floor === null ? [] : [fact(priceFloors, { ...floor, id: ctx.ids.next(), validUntil: null })]),
      audit,
    ]),
  ]);
  return { floor };
}
