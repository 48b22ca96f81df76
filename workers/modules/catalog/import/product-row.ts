import * as z from 'zod';
import {
  alcoholCell,
  barcodeCell,
  handleCell,
  hsnCell,
  neededForm,
  neededText,
  oneOfCell,
  packCell,
  potencyCell,
  skuCell,
  textCell,
  wholeCell,
} from './cells.ts';

const NAME_LIMIT = 200;
const DESCRIPTION_LIMIT = 2000;
const MAX_WEIGHT_GRAMS = 50_000;
const MAX_POPULARITY = 1_000_000;

const statuses = ['active', 'archived'] as const;

/**
 * A row of a product list: one variant, with its product beside it. A row without SKU is about a product alone. An empty cell
 * leaves what is stored as it is.
 */
export const ProductRowSchema = z
  .strictObject({
    handle: handleCell,
    product_name: neededText(NAME_LIMIT),
    product_name_hindi: textCell(NAME_LIMIT),
    form: neededForm,
    brand: neededText(NAME_LIMIT),
    remedy: textCell(NAME_LIMIT),
    complex_code: textCell(20),
    category: oneOfCell(['single_remedy', 'biochemic', 'complex']),
    description: textCell(DESCRIPTION_LIMIT),
    hsn: hsnCell,
    alcohol_percent: alcoholCell,
    popularity: wholeCell(0, MAX_POPULARITY),
    status: oneOfCell(statuses),
    sku: skuCell,
    potency: potencyCell,
    pack: packCell,
    barcode: barcodeCell,
    weight_grams: wholeCell(1, MAX_WEIGHT_GRAMS),
    variant_status: oneOfCell(statuses),
  })
  .superRefine((row, issues) => {
    if (row.sku !== undefined && row.pack === undefined) {
      issues.addIssue({ code: 'custom', path: ['pack'], message: 'A variant needs a pack' });
    }
  });
export type ProductRow = z.output<typeof ProductRowSchema>;

export const productColumns = {
  all: Object.keys(ProductRowSchema.shape),
  needed: ['product_name', 'form', 'brand'],
} as const;

/** Cells that say the same in every row of one product. */
export const productCells = [
  'product_name',
  'product_name_hindi',
  'form',
  'brand',
  'remedy',
  'complex_code',
  'category',
  'description',
  'hsn',
  'alcohol_percent',
  'popularity',
  'status',
] as const satisfies readonly (keyof ProductRow)[];
