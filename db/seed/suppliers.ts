import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { brandId, sampleBrands } from './company.ts';
import { gstin } from './gstin.ts';
import { insertRows } from './load.ts';
import { sampleId } from './random.ts';

const SAMPLE_SUPPLIERS = 'sample-suppliers';

/** Suppliers of the first brands: enough to order from, few enough to look through. */
const SUPPLIED_BRANDS = 3;
const ITEMS_A_SUPPLIER = 200;
/** A PAN of the right shape that belongs to nobody: its digits are zeros. */
const SAMPLE_PAN = 'AABCS0000W';

const terms = [
  { stateCode: '27', paymentDays: 30, leadDays: 5, returnDays: 90 },
  { stateCode: '29', paymentDays: 45, leadDays: 9, returnDays: 180 },
  { stateCode: '27', paymentDays: 0, leadDays: 3, returnDays: 0 },
] as const;

/** Invented suppliers, one for each of the first brands, once: whoever blocks one does not find it open after the next start. */
export async function recordSampleSuppliers(db: Database): Promise<void> {
  const [reached] = await db.query(sql`select 1 from milestones where name = ${SAMPLE_SUPPLIERS}`);
  if (reached !== undefined) return;
  const brands = sampleBrands.slice(0, SUPPLIED_BRANDS);
  const rows = brands.map(({ slug, manufacturer }, at) => {
    const { stateCode, paymentDays, leadDays, returnDays } = terms[at] ?? terms[0];
    return {
      id: sampleId(`supplier/${slug}`),
      name: manufacturer,
      gstin: gstin(stateCode, SAMPLE_PAN, String(at + 1)),
      state_code: stateCode,
      contact: null,
      payment_terms_days: paymentDays,
      lead_time_days: leadDays,
      return_window_days: returnDays,
      status: 'active',
      created_at: '2024-04-01T00:00:00.000Z',
    };
  });
  await db.batch([
    insertRows('suppliers', rows),
    ...brands.map(
      ({ slug }) => sql`insert into supplier_items
          (supplier_id, variant_id, supplier_code, pack_multiple, minimum_quantity, last_cost_paise, preferred)
        select ${sampleId(`supplier/${slug}`)}::uuid, v.id, v.sku, 12, 24, min(b.cost_paise), true
        from variants v join products p on p.id = v.product_id and p.brand_id = ${brandId(slug)}
          join batches b on b.variant_id = v.id
        group by v.id, v.sku, p.popularity order by p.popularity desc, v.id limit ${ITEMS_A_SUPPLIER} on conflict do nothing`,
    ),
    sql`insert into milestones (name, facts, reached_at) values (${SAMPLE_SUPPLIERS}, '{}', now()) on conflict do nothing`,
  ]);
}
