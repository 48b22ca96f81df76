import type { OrderPlacedData, TakenOffData } from '#modules/orders';

/**
 * What one product sold in one store on one day of that store's calendar, and what of it, whenever it was sold, was cancelled or
 * came back on that day. Revenue is what buyers paid, tax included; returns are not taken off it.
 */
export interface ProductSales {
  storeId: string;
  day: string;
  productId: string;
  /** Orders with this product in them; an order of two products counts once for each. */
  orders: number;
  units: number;
  revenuePaise: number;
  taxPaise: number;
  returnedUnits: number;
  returnedPaise: number;
  returnedTaxPaise: number;
}

type SalesKey = Pick<ProductSales, 'storeId' | 'day' | 'productId'>;

const noReturns = { returnedUnits: 0, returnedPaise: 0, returnedTaxPaise: 0 };
const noSales = { orders: 0, units: 0, revenuePaise: 0, taxPaise: 0 };

const keyOf = ({ storeId, day, productId }: SalesKey): string => `${day} ${storeId} ${productId}`;

/** What an order adds to the roll-up: one row a product, however many lines (batches, potencies, packs) it spans. */
export function salesOf(order: Pick<OrderPlacedData, 'storeId' | 'day' | 'lines'>): ProductSales[] {
  const { storeId, day, lines } = order;
  const perLine = lines.map(({ productId, quantity, totalPaise, taxPaise }) => ({
    storeId,
    day,
    productId,
    orders: 0,
    units: quantity,
    revenuePaise: totalPaise,
    taxPaise,
    ...noReturns,
  }));
  return foldSales(perLine).map((sales) => ({ ...sales, orders: 1 }));
}

/** What a cancellation or return adds to the roll-up, on the day on which it was settled: one row a product. */
export const returnsOf = ({ storeId, day, lines }: Pick<TakenOffData, 'storeId' | 'day' | 'lines'>): ProductSales[] =>
  foldSales(
    lines.map(({ productId, quantity, totalPaise, taxPaise }) => ({
      storeId,
      day,
      productId,
      ...noSales,
      returnedUnits: quantity,
      returnedPaise: totalPaise,
      returnedTaxPaise: taxPaise,
    })),
  );

/** Adds sales up by store, day and product, in the order of those three. Any order and grouping of its input gives the same. */
export function foldSales(sales: Iterable<ProductSales>): ProductSales[] {
  const byKey = new Map<string, ProductSales>();
  for (const sale of sales) {
    const key = keyOf(sale);
    const sum = byKey.get(key);
    byKey.set(key, sum === undefined ? sale : addSales(sum, sale));
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

function addSales(a: ProductSales, b: ProductSales): ProductSales {
  return {
    ...a,
    orders: a.orders + b.orders,
    units: a.units + b.units,
    revenuePaise: a.revenuePaise + b.revenuePaise,
    taxPaise: a.taxPaise + b.taxPaise,
    returnedUnits: a.returnedUnits + b.returnedUnits,
    returnedPaise: a.returnedPaise + b.returnedPaise,
    returnedTaxPaise: a.returnedTaxPaise + b.returnedTaxPaise,
  };
}
