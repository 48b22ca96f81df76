import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { variants } from '#db/schema/catalog';
import { kitComponents } from '#db/schema/stock-batches';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import type { KitComponent } from './kit-plan.ts';
import { KitSchema, type KitView, SetKitSchema } from './repack-schemas.ts';

export const componentsOf = ({ db }: Pick<Permitted, 'db'>, kitVariantId: string): Promise<KitComponent[]> =>
  db.query<KitComponent>(sql`select component_variant_id as "componentVariantId", quantity from ${kitComponents}
    where kit_variant_id = ${kitVariantId} order by component_variant_id`);

const view = (kitVariantId: string, components: readonly KitComponent[]): z.infer<typeof KitView> => ({
  kitVariantId,
  components: components.map(({ componentVariantId, quantity }) => ({ variantId: componentVariantId, quantity })),
});

/** What a kit is made of. Throws `not_found` for a variant that is no kit. */
export async function getKit(ctx: Context, input: z.input<typeof KitSchema>): Promise<z.infer<typeof KitView>> {
  requirePermission(ctx, 'inventory.read');
  const { kitVariantId } = parseInput(KitSchema, input);
  const components = await componentsOf(ctx, kitVariantId);
  if (components.length === 0) throw new AppError('not_found', 'There is no such kit.');
  return view(kitVariantId, components);
}

/** Says what a kit is made of from now on; kits that were assembled before remember their own parts. */
export async function setKit(ctx: Context, input: z.input<typeof SetKitSchema>): Promise<z.infer<typeof KitView>> {
  requirePermission(ctx, 'catalog.import');
  const { kitVariantId, components } = parseInput(SetKitSchema, input);
  const ids = [kitVariantId, ...components.map(({ variantId }) => variantId)];
  const known = new Set(
    (await ctx.db.query<{ id: string }>(sql`select id from ${variants} where id = any(${sql.param(ids)}::uuid[])`)).map(
      ({ id }) => id,
    ),
  );
  const errors = components.flatMap(({ variantId }, at) =>
    known.has(variantId) && variantId !== kitVariantId
      ? []
      : [{ path: `components.${at}.variantId`, message: 'Is the kit itself, or no variant' }],
  );
  if (!known.has(kitVariantId)) throw new AppError('not_found', 'There is no such variant.');
  if (errors.length > 0) throw invalidInput(errors);
  const before = await componentsOf(ctx, kitVariantId);
  const rows = components.map(({ variantId, quantity }) => ({ kitVariantId, componentVariantId: variantId, quantity }));
  await ctx.db.batch([
    // One at a time, so that two who set it at once do not mix their parts.
    sql`select 1 from ${variants} where id = ${kitVariantId} for update`,
    sql`delete from ${kitComponents} where kit_variant_id = ${kitVariantId}`,
    ...writeFacts([
      ...rows.map((row) => fact(kitComponents, row)),
      auditFact(ctx, {
        action: 'inventory.kit.set',
        subject: kitVariantId,
        before: view(kitVariantId, before),
        after: { components },
      }),
    ]),
  ]);
  return view(kitVariantId, rows);
}
