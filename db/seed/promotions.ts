import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { insertRows } from './load.ts';
import { sampleId } from './random.ts';

const SAMPLE_PROMOTIONS = 'sample-promotions';
const since = '2026-01-01T00:00:00.000Z';

/** What the sample promotions have in common; neither changes the price of a shopper's cart without a code. */
const usual = {
  stacking_group: 'offers',
  priority: 0,
  is_exclusive: false,
  valid_from: since,
  valid_until: null,
  is_sample: true,
  version: 1,
  created_by: 'system:sample-company',
  created_at: since,
};

const welcomeId = sampleId('promotion/welcome');

const promotions = [
  {
    ...usual,
    id: welcomeId,
    label: 'Welcome (sample)',
    benefit: { kind: 'percent_off', basisPoints: 1_000 },
    scope: {},
    needs_code: true,
  },
  {
    ...usual,
    id: sampleId('promotion/ten-and-one'),
    label: 'Ten and one for dealers (sample)',
    benefit: { kind: 'buy_x_get_y', buy: 10, get: 1, basisPoints: 10_000, count: 'item' },
    scope: { priceLists: ['dealer'] },
    stacking_group: 'schemes',
    needs_code: false,
  },
];

const coupon = {
  code: 'WELCOME10',
  promotion_id: welcomeId,
  total_limit: null,
  per_person_limit: 1,
  valid_until: null,
  disabled_at: null,
  batch_key: 'sample-company',
  created_by: 'system:sample-company',
  created_at: since,
};

/** A coupon and a dealers' scheme, once: whoever ends them does not find them back. Also for a sample company from before. */
export async function recordSamplePromotions(db: Database): Promise<void> {
  const [reached] = await db.query(sql`select 1 from milestones where name = ${SAMPLE_PROMOTIONS}`);
  if (reached !== undefined) return;
  await db.batch([
    insertRows('promotions', promotions),
    insertRows('coupons', [coupon]),
    sql`insert into milestones (name, facts, reached_at) values (${SAMPLE_PROMOTIONS}, '{}', now()) on conflict do nothing`,
  ]);
}
