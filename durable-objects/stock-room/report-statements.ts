import { type SQL, sql } from 'drizzle-orm';
import { productCards, variants } from '#db/schema/catalog';
import { stockLevels, stockMovements } from '#db/schema/inventory';
import { events } from '#db/schema/platform';
import type { EventType } from '#platform/events';
import { fact, writeFacts } from '#platform/facts';
import type { IdSource } from '#platform/ids';
import { idList } from '#platform/settle-events';
import type { StockReport } from './stock-reports.ts';

const BAND_CROSSED: EventType = 'stock.band_crossed';

/**
 * The transaction that tells Postgres what a report says. May be sent again, whole or as a newer report: a movement is
 * written once by its sequence, a level only over an older one, and a band crosses against what was written before.
 * The first statement after the movements answers the events it wrote.
 */
export function reportStatements(report: StockReport, ids: IdSource, now: Date): SQL[] {
  const movements = report.movements.map(({ occurredAtMs, ...movement }) =>
    fact(stockMovements, {
      ...movement,
      storeId: report.storeId,
      occurredAt: new Date(occurredAtMs).toISOString(),
    }),
  );
  const levels = report.levels.map(({ variantId, available, band }) => ({
    variant_id: variantId,
    available,
    band,
    event_id: report.opened.has(variantId) ? null : ids.next(),
  }));
  const eventIds = levels.flatMap(({ event_id }) => event_id ?? []);
  const touched = touchedProducts([...report.opened], eventIds);
  return [
    ...writeFacts(movements),
    writeLevels(report, JSON.stringify(levels), now.toISOString()),
    // Two stores may change one card: the lock makes the second wait, and then see what the first wrote.
    sql`select product_id from ${productCards} where product_id in (${touched}) order by product_id for update`,
    sql`select refresh_product_cards(ids) from (select array(${untrueCards(touched)}) as ids) as untrue where cardinality(ids) > 0`,
  ];
}

/** Where in the batch the levels stand, whose rows are the events. */
export const levelsIndex = ({ movements }: StockReport): number => (movements.length === 0 ? 0 : 1);

function writeLevels({ storeId, revision }: StockReport, levels: string, now: string): SQL {
  return sql`with report as (
      select * from jsonb_to_recordset(${levels}::jsonb) as line(variant_id uuid, available int, band text, event_id uuid)
    ), before as (
      select variant_id, band from ${stockLevels}
      where store_id = ${storeId} and variant_id in (select variant_id from report)
    ), written as (
      insert into ${stockLevels} as level (variant_id, store_id, available, band, as_of_sequence)
      select variant_id, ${storeId}::uuid, available, band, ${revision}::int from report
      on conflict (variant_id, store_id) do update set available = excluded.available, band = excluded.band,
        as_of_sequence = excluded.as_of_sequence
      where level.as_of_sequence < excluded.as_of_sequence
      returning variant_id, band
    )
    insert into ${events}
      (id, type, version, subject, store_id, data, occurred_at, correlation_id, due_at, attempts)
    select report.event_id, ${BAND_CROSSED}, 1, written.variant_id::text || ${`:${storeId}`}::text, ${storeId}::uuid,
      jsonb_build_object('variantId', written.variant_id, 'productId', ${variants.productId}, 'storeId', ${storeId}::text,
        'band', written.band, 'previousBand', coalesce(before.band, 'out')),
      ${now}::timestamptz, ${`stock:${storeId}:${revision}`}, ${now}::timestamptz, 0
    from written join report using (variant_id) join ${variants} on ${variants.id} = written.variant_id
      left join before using (variant_id)
    where report.event_id is not null and written.band <> coalesce(before.band, 'out')
    returning id`;
}

/** Products whose card shows something else now: it tells only whether there is any, so `low` makes no difference. */
function touchedProducts(openedVariantIds: readonly string[], eventIds: readonly string[]): SQL {
  return sql`select product_id from ${variants} where id in ${idList(openedVariantIds)}
    union select (data ->> 'productId')::uuid from ${events}
      where id in ${idList(eventIds)} and 'out' in (data ->> 'band', data ->> 'previousBand')`;
}

/** Of these, the products that have no card yet or whose card does not say any more whether a store has a variant. */
function untrueCards(products: SQL): SQL {
  return sql`select touched.product_id from (${products}) as touched left join ${productCards} as card using (product_id)
    where card.in_stock is distinct from exists (
      select 1 from ${variants} join ${stockLevels} on ${stockLevels.variantId} = ${variants.id}
      where ${variants.productId} = touched.product_id and ${variants.status} = 'active' and ${stockLevels.band} <> 'out')`;
}
