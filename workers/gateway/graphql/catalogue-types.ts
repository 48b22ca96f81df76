import {
  ProductCardView,
  type ProductView,
  RemedyView,
  VariantView,
  ProductView as WholeProduct,
} from '#modules/catalog';
import { AppError } from '#platform/errors';
import type { Builder } from './builder.ts';
import { type GraphqlContext, inheritLanguage, languageOf } from './graphql-context.ts';
import { addNode } from './shapes/node-type.ts';
import type { LateType, ObjectFields, OutputTypes } from './shapes/output-types.ts';
import type { ObjectShape, Shape } from './shapes/shape.ts';
import { shapeOf } from './shapes/shape-of.ts';

/** A product, a remedy or a variant as far as it is known already: a card, a reference, or the whole. */
type Row = Readonly<Record<string, unknown>>;

/** Of a card, what the whole product has in the same form. */
const cardFields = new Set(['id', 'handle', 'name', 'nameHindi', 'form', 'category']);
/** Of a card, what a product has only by its variants. */
const summaryFields = ['priceFrom', 'priceTo', 'availability', 'potencies', 'packs', 'image'] as const;

/** Products, remedies and variants: whatever a field lacks is read for all of them together. */
export function catalogueTypes(builder: Builder) {
  const product = builder.objectRef<Row>('Product');
  const remedy = builder.objectRef<Row>('Remedy');
  const variant = builder.objectRef<Row>('Variant');

  const implement = (types: OutputTypes): void => {
    const link = (t: unknown, type: unknown, read: (row: Row, ctx: GraphqlContext) => Promise<unknown>) =>
      (t as ObjectFields).field({
        type: type as 'Json',
        nullable: true,
        resolve: async (row, _args, ctx) => inheritLanguage(ctx, row, await read(row, ctx)),
      });
    const late = (
      t: unknown,
      fields: Fields,
      owner: string,
      read: (row: Row, name: string, ctx: GraphqlContext) => unknown,
    ) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, shape]) => [
          name,
          types.field(t as ObjectFields, shape, `${owner}${name.charAt(0).toUpperCase()}${name.slice(1)}`, (row, ctx) =>
            read(row, name, ctx),
          ),
        ]),
      );

    addNode(builder, product, {
      description: 'What is sold under one name, in its potencies and packs',
      find: async (ctx, id) => ctx.loaders.product('en').load(id) as Promise<Row | undefined>,
      fields: (t) =>
        ({
          ...late(t, productFields, 'Product', readProduct),
          ...late(t, summaryShapes, 'Product', async (row, name, ctx) =>
            name in row ? row[name] : summaryOf(await wholeProduct(row, ctx), name),
          ),
          remedy: link(t, remedy, async (row, ctx) => readProduct(row, 'remedy', ctx)),
        }) as never,
    });
    addNode(builder, remedy, {
      description: 'A remedy of the materia medica; what old books say of it is history, not medical advice',
      find: async (ctx, id) => ctx.loaders.remedy('en').load(id) as Promise<Row | undefined>,
      idOf: async (row, ctx) => String(await readRemedy(row, 'id', ctx)),
      fields: (t) => late(t, remedyFields, 'Remedy', readRemedy) as never,
    });
    addNode(builder, variant, {
      description: 'One potency and pack of a product: what is put into a cart',
      find: async (ctx, id) => {
        const owner = await ctx.loaders.productOfVariant('en').load(id);
        return owner?.variants.find((one) => one.id === id.toLowerCase()) as Row | undefined;
      },
      fields: (t) =>
        ({
          ...late(t, variantFields, 'Variant', (row, name) => row[name]),
          product: link(t, product, async (row, ctx) =>
            ctx.loaders.productOfVariant(languageOf(ctx, row)).load(String(row.id)),
          ),
        }) as never,
    });
  };

  return {
    implement,
    product: product as unknown as LateType,
    remedy: remedy as unknown as LateType,
    variant: variant as unknown as LateType,
  };
}

type Fields = Readonly<Record<string, Shape>>;

const fieldsOf = (schema: Parameters<typeof shapeOf>[0], ...without: string[]): Fields => {
  const { fields } = shapeOf(schema, 'output') as ObjectShape;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !without.includes(name)));
};

const productFields = fieldsOf(WholeProduct, 'id', 'remedy');
const remedyFields = fieldsOf(RemedyView, 'id');
const variantFields = fieldsOf(VariantView, 'id');
const cardShapes = fieldsOf(ProductCardView);
const summaryShapes = Object.fromEntries(
  summaryFields.flatMap((name) => {
    const shape = cardShapes[name];
    return shape === undefined ? [] : [[name, { ...shape, isNullable: true }]];
  }),
);

async function wholeProduct(row: Row, ctx: GraphqlContext): Promise<ProductView> {
  if ('variants' in row) return row as ProductView;
  const whole = await ctx.loaders.product(languageOf(ctx, row)).load(String(row.id));
  if (whole === undefined) throw new AppError('not_found', 'The product is not sold any more.');
  return inheritLanguage(ctx, row, whole);
}

async function readProduct(row: Row, name: string, ctx: GraphqlContext): Promise<unknown> {
  if (cardFields.has(name) && name in row) return row[name];
  return ((await wholeProduct(row, ctx)) as Row)[name];
}

async function readRemedy(row: Row, name: string, ctx: GraphqlContext): Promise<unknown> {
  if (name in row) return row[name];
  const whole = await ctx.loaders.remedy(languageOf(ctx, row)).load(String(row.slug));
  if (whole === undefined) throw new AppError('not_found', 'There is no such remedy any more.');
  return (whole as Row)[name];
}

/** What a card says, from the variants themselves. */
function summaryOf({ variants, images }: ProductView, name: string): unknown {
  const byPrice = variants.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount);
  switch (name) {
    case 'priceFrom':
      return byPrice[0];
    case 'priceTo':
      return byPrice.at(-1);
    case 'availability':
      return variants.some(({ availability }) => availability !== 'out') ? 'in_stock' : 'out';
    case 'potencies':
      return [...new Set(variants.flatMap(({ potency }) => (potency === null ? [] : [potency.label])))];
    case 'packs':
      return [...new Set(variants.map(({ pack }) => pack.label))];
    default:
      return images[0];
  }
}
