import { type FlashSale, runFlashSale } from '../tests/flash-sale.ts';
import { eventually } from '../tests/own-stock.ts';
import { asOperator, call } from '../tests/shopper.ts';
import { databaseName, hasMemoryDisk, type ShopUnderTest, withShop } from './shop-under-test.ts';

export interface SaleFigures {
  where: string;
  sale: FlashSale;
}

const ORDERS = 2_000;
const STORE = 2;

async function warmAndSell(shop: ShopUnderTest): Promise<FlashSale> {
  await runFlashSale(shop, 300, 300, 1);
  const sale = await runFlashSale(shop, ORDERS, ORDERS, STORE);
  if (sale.sold !== ORDERS || sale.other.length > 0) throw new Error(`The checkouts went wrong: ${sale.other[0]}`);
  return sale;
}

/** Spreads every store of the shop over so many objects and waits until each has moved. */
async function spread(shop: ShopUnderTest, shards: number): Promise<void> {
  const stores = await call(shop, 'GET', '/v1/stores');
  for (const { id } of stores.json.data as { id: string }[]) {
    const path = `/v1/admin/stores/${id}/shards`;
    const asked = await call(shop, 'POST', path, { headers: asOperator(shop), body: { shards } });
    if (asked.status >= 300) throw new Error(`A store was not spread: ${asked.status} ${asked.text}`);
    await eventually(
      () => call(shop, 'GET', path, { headers: asOperator(shop) }),
      (answer) => answer.json.phase !== 'moving',
      120_000,
    );
  }
}

/** One hot variant in one store: on a Postgres server, the objects on disk and in memory, in one object and over four. */
export async function measureFlashSales(): Promise<SaleFigures[]> {
  const figures: SaleFigures[] = [];
  const database = databaseName(true);
  await withShop({ variants: 1_000, onServer: true }, async (shop) => {
    figures.push({ where: `${database}; objects on disk, 1 shard`, sale: await warmAndSell(shop) });
  });
  if (!hasMemoryDisk) return figures;
  await withShop({ variants: 1_000, onServer: true, objectsInMemory: true }, async (shop) => {
    figures.push({ where: `${database}; objects in memory, 1 shard`, sale: await warmAndSell(shop) });
    await spread(shop, 4);
    figures.push({ where: `${database}; objects in memory, 4 shards`, sale: await warmAndSell(shop) });
  });
  return figures;
}
