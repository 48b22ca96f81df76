import { type SQL, sql } from 'drizzle-orm';
import { stockCountEntries, stockCounts } from '#db/schema/stock-documents';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { instant, instantOrNull } from '../posting/instants.ts';
import type { CountView } from './count-schemas.ts';

export interface CountRecord extends CountView {
  fingerprint: string;
}

/** Of each batch the entry of the latest round. */
export const latestOf = (countId: SQL): SQL => sql`(select distinct on (batch_id) * from ${stockCountEntries}
  where count_id = ${countId} order by batch_id, round desc)`;

export const selectCounts = (condition: SQL): SQL => sql`select c.id, store_id as "storeId", status, fingerprint,
    variant_ids as "variantIds", note, round, opened_by as "openedBy", opened_at as "openedAt",
    submitted_at as "submittedAt", approved_by as "approvedBy", closed_at as "closedAt",
    coalesce(e.entries, 0)::int as entries, coalesce(e.to_recount, 0)::int as "toRecount",
    coalesce(value_paise, e.value) as "valuePaise"
  from ${stockCounts} c left join lateral (select count(*) as entries, count(*) filter (where is_to_recount) as to_recount,
      sum(abs(counted - expected)::bigint * cost_paise)::bigint as value from ${latestOf(sql`c.id`)} as latest) e on true
  where ${condition}`;

export async function readCount({ db }: Pick<Permitted, 'db'>, countId: string): Promise<CountRecord> {
  const [found] = await db.query<CountRecord>(selectCounts(sql`c.id = ${countId}`));
  if (found === undefined) throw new AppError('not_found', 'There is no such count.');
  return found;
}

/** Whoever counts must not learn from it what there should be. */
export function countView({ fingerprint: _own, ...count }: CountRecord): CountView {
  return {
    ...count,
    valuePaise: count.status === 'open' ? null : count.valuePaise,
    openedAt: instant(count.openedAt),
    submittedAt: instantOrNull(count.submittedAt),
    closedAt: instantOrNull(count.closedAt),
  };
}
