import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { sampleStores } from './company.ts';
import { insertRows } from './load.ts';
import { sampleId } from './random.ts';

const SAMPLE_LICENCES = 'sample-licences';

/** Far enough that no demonstration ends with them; the numbers are invented and say so. */
const term = { valid_from: '2024-04-01', valid_to: '2034-03-31' };

/**
 * Retail, wholesale and a pharmacist in charge for every sample store, once: whoever withdraws one to see the shop refuse a
 * sale does not find it back after the next start. Also for a sample company from before there were licences.
 */
export async function recordSampleLicences(db: Database): Promise<void> {
  const rows = sampleStores().flatMap(({ id, code, licenceNumber }) =>
    (['20-C', '20-D', 'pharmacist'] as const).map((kind) => ({
      id: sampleId(`licence/${code}/${kind}`),
      holder_kind: 'store',
      holder_id: id,
      kind,
      number: kind === '20-C' ? licenceNumber : `SAMPLE-${kind.replace('-', '').toUpperCase()}-${code}`,
      holder_name: null,
      ...term,
      recorded_by: 'system:sample-company',
      recorded_at: '2024-04-01T00:00:00.000Z',
      withdrawn_at: null,
    })),
  );
  const [reached] = await db.query(sql`select 1 from milestones where name = ${SAMPLE_LICENCES}`);
  if (reached !== undefined) return;
  await db.batch([
    insertRows('licences', rows),
    sql`insert into milestones (name, facts, reached_at) values (${SAMPLE_LICENCES}, '{}', now()) on conflict do nothing`,
  ]);
}
