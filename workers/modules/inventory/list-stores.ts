import { sql } from 'drizzle-orm';
import { stores } from '#db/schema/inventory';
import { milestones } from '#db/schema/platform';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';

interface OpeningHours {
  /** Days of the week as schema.org writes them: `Mo-Sa`. */
  days: string;
  /** `HH:MM`, in the store's time zone. */
  opens: string;
  closes: string;
}

interface StoreView {
  id: string;
  code: string;
  slug: string;
  name: string;
  address: { line1: string; city: string; state: string; stateCode: string; postalCode: string; country: 'IN' };
  phone: string;
  gstin: string;
  licenceNumber: string;
  timeZone: string;
  hours: OpeningHours[];
  fulfils: string[];
}

export interface StoresView {
  /** In the order of the company: the one that serves web orders first. */
  stores: StoreView[];
  /** The company is the invented one of the seed. */
  sampleData: boolean;
}

type StoreRow = Omit<typeof stores.$inferSelect, 'position'> & { sampleData: boolean };

/** Every store of the company. A company has tens of them, so there are no pages. */
export async function listStores(ctx: Context): Promise<StoresView> {
  requirePermission(ctx, 'catalog.read');
  const rows = await ctx.db.query<StoreRow>(
    sql`select id, code, slug, name, line1, city, state, state_code as "stateCode", postal_code as "postalCode", phone, gstin,
      licence_number as "licenceNumber", time_zone as "timeZone", hours, fulfils,
      exists (select 1 from ${milestones} where name = 'sample-company') as "sampleData"
      from ${stores} order by position, id`,
  );
  return {
    stores: rows.map(({ line1, city, state, stateCode, postalCode, hours, sampleData: _everyRow, ...store }) => ({
      ...store,
      address: { line1, city, state, stateCode, postalCode, country: 'IN' },
      hours: hours as OpeningHours[],
    })),
    sampleData: rows[0]?.sampleData ?? false,
  };
}
