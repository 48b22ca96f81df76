import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { promotions } from '#db/schema/pricing';

/** More in one list is a category's business. */
const MAX_SCOPE_ITEMS = 500;
/** Ten lakh rupees: far above any order, far below a slip of the keyboard. */
const MAX_PAISE = 100_000_000;
/** A bundle of more is a product of its own. */
const MAX_BUNDLE_ITEMS = 20;
/** What one order may hold of an item. */
const MAX_PIECES = 999;

const Paise = z.int().min(1).max(MAX_PAISE);
const Pieces = z.int().min(1).max(MAX_PIECES);
const ids = z.array(z.uuid()).max(MAX_SCOPE_ITEMS).default([]);
const words = z
  .array(z.string().regex(/^[a-z0-9_-]{1,60}$/, 'Must be a code of the catalogue'))
  .max(MAX_SCOPE_ITEMS)
  .default([]);

const BenefitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent_off'), basisPoints: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('amount_off'), amountPaise: Paise }),
  z.strictObject({
    kind: z.literal('buy_x_get_y'),
    buy: Pieces,
    get: Pieces,
    basisPoints: z.int().min(1).max(10_000).default(10_000),
    count: z.enum(['item', 'together']).default('item'),
  }),
  z.strictObject({
    kind: z.literal('bundle'),
    items: z
      .array(z.strictObject({ variantId: z.uuid(), quantity: Pieces }))
      .min(1)
      .max(MAX_BUNDLE_ITEMS)
      .refine(
        (items) => new Set(items.map(({ variantId }) => variantId)).size === items.length,
        'Names a variant twice',
      ),
    pricePaise: z.int().min(0).max(MAX_PAISE),
  }),
  z.strictObject({ kind: z.literal('free_delivery') }),
]);

const ScopeSchema = z.strictObject({
  productIds: ids,
  variantIds: ids,
  brandIds: ids,
  forms: words,
  categories: words,
  priceLists: z.array(z.enum(priceListCodes)).max(priceListCodes.length).default([]),
  storeIds: ids,
  channels: z
    .array(z.enum(['web', 'till', 'dealer']))
    .max(3)
    .default([]),
  minSubtotalPaise: z.int().min(0).max(MAX_PAISE).default(0),
  firstOrderOnly: z.boolean().default(false),
});

/** Words that stand on bills. */
const Label = z
  .string('Must be text')
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u, 'Must be one line of printable text');

const fields = {
  label: Label,
  benefit: BenefitSchema,
  scope: ScopeSchema,
  stackingGroup: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'Must be small letters, digits or hyphens')
    .meta({ description: 'Of promotions that share it the best one counts; groups add up' }),
  priority: z.int().min(-1_000).max(1_000),
  isExclusive: z.boolean(),
  needsCode: z.boolean(),
  validFrom: z.iso.datetime().nullable().meta({ description: 'Null: from now on' }),
  validUntil: z.iso.datetime().nullable().meta({ description: 'Null: until somebody ends it' }),
};

export const CreatePromotionBody = z.strictObject({
  ...fields,
  scope: fields.scope.prefault({}),
  stackingGroup: fields.stackingGroup.default('offers'),
  priority: fields.priority.default(0),
  isExclusive: fields.isExclusive.default(false),
  needsCode: fields.needsCode.default(false),
  validFrom: fields.validFrom.default(null),
  validUntil: fields.validUntil.default(null),
});
export type CreatePromotion = z.output<typeof CreatePromotionBody>;

/** What is in use keeps its code or none: coupons hang on it. */
export const ChangePromotionBody = z
  .strictObject(fields)
  .omit({ needsCode: true })
  .partial()
  .extend({ version: z.int().min(1).meta({ description: 'The version that was read' }) });

export const PromotionView = z
  .strictObject({
    id: z.uuid(),
    ...fields,
    validFrom: z.iso.datetime(),
    isSample: z.boolean(),
    version: z.int(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Promotion' });
export type PromotionView = z.infer<typeof PromotionView>;

export interface PromotionRow {
  id: string;
  label: string;
  benefit: PromotionView['benefit'];
  scope: PromotionView['scope'];
  stacking_group: string;
  priority: number;
  is_exclusive: boolean;
  needs_code: boolean;
  valid_from: string;
  valid_until: string | null;
  is_sample: boolean;
  version: number;
  created_by: string;
  created_at: string;
}

export const selectPromotions = (condition: SQL): SQL => sql`select id, label, benefit, scope, stacking_group, priority,
  is_exclusive, needs_code, valid_from, valid_until, is_sample, version, created_by, created_at
  from ${promotions} where ${condition}`;

const instant = (text: string) => new Date(text).toISOString();

export const promotionView = (row: PromotionRow): PromotionView => ({
  id: row.id,
  label: row.label,
  benefit: row.benefit,
  scope: ScopeSchema.parse(row.scope),
  stackingGroup: row.stacking_group,
  priority: row.priority,
  isExclusive: row.is_exclusive,
  needsCode: row.needs_code,
  validFrom: instant(row.valid_from),
  validUntil: row.valid_until === null ? null : instant(row.valid_until),
  isSample: row.is_sample,
  version: row.version,
  createdBy: row.created_by,
  createdAt: instant(row.created_at),
});
