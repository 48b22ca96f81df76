import { sql } from 'drizzle-orm';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { type LabelSubject, labelImageUrl, labelVersion } from './image-url.ts';
import { drawLabel } from './label/draw-label.ts';

export const labelContentType = 'image/svg+xml; charset=utf-8';

export type ProductLabel =
  | { kind: 'label'; svg: string }
  /** The label says something else by now: it has this address. */
  | { kind: 'moved'; url: string };

/** Where a drawn label is kept. */
const labelFileKey = (variantId: string, version: string): string => `labels/${variantId}.${version}.svg`;

/**
 * The label of a variant, kept from its first drawing on; drawing reads the records once. Throws `not_found` for a variant
 * that never was.
 */
export async function drawProductLabel(
  ctx: Context,
  { variantId, version }: { variantId: string; version: string },
): Promise<ProductLabel> {
  requirePermission(ctx, 'catalog.read');
  const kept = await ctx.files.get(labelFileKey(variantId, version));
  if (kept !== undefined) return { kind: 'label', svg: await kept.text() };
  const subject = await readSubject(ctx, variantId);
  if (labelVersion(subject) !== version) return { kind: 'moved', url: labelImageUrl(subject) };
  const svg = drawLabel(subject);
  await ctx.files.put(labelFileKey(variantId, version), svg, labelContentType);
  return { kind: 'label', svg };
}

async function readSubject(ctx: Permitted, variantId: string): Promise<LabelSubject> {
  const [subject] = await ctx.db.query<LabelSubject>(sql`select v.id as "variantId", p.name as "productName", p.form,
      v.potency_label as "potencyLabel", v.pack_label as "packLabel", b.name as "brandName", b.colour as "brandColour",
      b.manufacturer, b.licence_number as "licenceNumber", p.alcohol_permille as "alcoholPermille"
    from variants v join products p on p.id = v.product_id join brands b on b.id = p.brand_id where v.id = ${variantId}`);
  if (subject === undefined) throw new AppError('not_found', 'There is no such label.');
  return subject;
}
