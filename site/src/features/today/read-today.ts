import { listStores, type Period, readSales, readStoreTotals, type Schemas } from '../../api/client.ts';
import { dayIn, type PeriodName, periodBefore, periodUpTo } from './periods.ts';

export interface StoreFigures {
  id: string;
  name: string;
  units: number;
  revenue: Schemas['Money'];
  /** Null when the store's own count could not be read. */
  stock: Schemas['StoreTotals'] | null;
}

export interface TodayFigures {
  report: Schemas['SalesReport'];
  before: { period: Period; revenue: Schemas['Money'] };
  stores: StoreFigures[];
}

const productRows = 50;

/** Everything the first screen shows. A store that does not answer leaves a gap in its row, not an error over all. */
export async function readToday(name: PeriodName): Promise<TodayFigures> {
  const stores = await listStores();
  const period = periodUpTo(dayIn(stores[0]?.timeZone ?? 'Asia/Kolkata', new Date()), name);
  const earlier = periodBefore(period);
  const [report, before, stocks] = await Promise.all([
    readSales(period, productRows),
    readSales(earlier, 1),
    Promise.all(stores.map((store) => readStoreTotals(store.id).catch(() => null))),
  ]);
  return {
    report,
    before: { period: earlier, revenue: before.totals.revenue },
    stores: stores.map((store, index) => figuresOf(store, report, stocks[index] ?? null)),
  };
}

function figuresOf(
  store: Schemas['Store'],
  report: Schemas['SalesReport'],
  stock: Schemas['StoreTotals'] | null,
): StoreFigures {
  const sold = report.stores.find((row) => row.storeId === store.id);
  const revenue = sold?.revenue ?? { amount: 0, currency: 'INR' };
  return { id: store.id, name: store.name, units: sold?.units ?? 0, revenue, stock };
}
