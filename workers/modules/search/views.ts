import * as z from 'zod';
import { availabilities, MoneyView, PackView, PotencyView, ProductCardView } from '#modules/catalog';

const AskedRemedyView = z.object({ abbrev: z.string(), name: z.string(), slug: z.string() });

const InterpretedView = z
  .object({
    remedy: AskedRemedyView.optional(),
    potency: PotencyView.optional(),
    pack: PackView.optional(),
    brand: z
      .object({
        slug: z.string().nullable().meta({ description: 'null: a maker whose products are not sold here' }),
        name: z.string(),
      })
      .optional(),
    form: z.object({ code: z.string(), label: z.string() }).optional(),
    quantity: z.int().positive().optional(),
    rest: z.string().meta({ description: 'Words that were not understood' }),
    alternatives: z
      .array(z.object({ name: z.string(), abbrev: z.string().optional(), query: z.string() }))
      .optional()
      .meta({ description: 'Other readings, each with the query that asks for it. None is taken silently.' }),
  })
  .meta({ id: 'Interpretation' });

const MatchingVariantView = z
  .object({
    id: z.uuid(),
    sku: z.string(),
    potency: PotencyView.nullable(),
    pack: PackView,
    price: MoneyView,
    mrp: MoneyView,
    availability: z.enum(availabilities),
  })
  .meta({ id: 'MatchingVariant' });

const SearchHitView = ProductCardView.extend({
  variant: MatchingVariantView.nullable().meta({
    description: 'The variant in the potency and pack asked for; null when the product is not made in that potency',
  }),
}).meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHitView>;

export const SearchAnswerView = z
  .object({ interpreted: InterpretedView, data: z.array(SearchHitView), nextCursor: z.string().nullable() })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof SearchAnswerView>;

const SuggestionView = z
  .object({
    kind: z.enum(['remedy', 'product']),
    label: z.string(),
    detail: z.string().optional(),
    query: z.string(),
    abbrev: z.string().optional(),
    slug: z.string().optional(),
    handle: z.string().optional(),
    productId: z.uuid().optional(),
    variantId: z.uuid().optional(),
  })
  .meta({ id: 'Suggestion' });

export const SuggestAnswerView = z.object({ data: z.array(SuggestionView).max(8) }).meta({ id: 'Suggestions' });
export type SuggestAnswer = z.infer<typeof SuggestAnswerView>;

export const RebuiltIndexView = z
  .object({ version: z.string(), products: z.int(), variants: z.int(), bytes: z.int() })
  .meta({ id: 'RebuiltIndex' });
export type RebuiltIndex = z.infer<typeof RebuiltIndexView>;
