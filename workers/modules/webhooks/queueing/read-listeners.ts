import { sql } from 'drizzle-orm';
import { orders } from '#db/schema/orders';
import { people } from '#db/schema/people';
import { webhookEndpoints } from '#db/schema/webhooks';
import { claimsOf, type GrantRow, grantsInForce } from '#modules/identity';
import type { Permitted } from '#platform/context';
import { idList } from '#platform/settle-events';
import type { Listener, OrderOwnership } from './may-hear.ts';

interface ListeningEndpoint extends Listener {
  id: string;
  eventTypes: readonly string[];
}

export interface Audience {
  endpoints: readonly ListeningEndpoint[];
  orders: ReadonlyMap<string, OrderOwnership>;
}

type EndpointRow = Omit<ListeningEndpoint, 'grants'> & { grants: GrantRow[] };

/** Everybody who may have to be told, and whose the orders are: one round trip for a whole batch of events. */
export async function readAudience(
  ctx: Pick<Permitted, 'db' | 'clock'>,
  eventTypes: readonly string[],
  orderIds: readonly string[],
): Promise<Audience> {
  const [endpoints = [], owned = []] = await ctx.db.batch([
    sql`select e.id, e.owner_id as "ownerId", e.event_types as "eventTypes", e.order_scope as "orderScope",
        e.order_store_ids as "orderStoreIds", ${grantsInForce(sql`e.owner_id`, ctx.clock.now())} as grants
      from ${webhookEndpoints} e join ${people} p on p.id = e.owner_id
      where p.status = 'active' and e.deleted_at is null and e.status in ('active', 'paused')
        and e.event_types && (select array(select jsonb_array_elements_text(${JSON.stringify(eventTypes)}::jsonb)))`,
    sql`select id, store_id as "storeId", person_id as "personId" from ${orders} where id in ${idList(orderIds)}`,
  ]);
  return {
    endpoints: (endpoints as unknown as EndpointRow[]).map((row) => ({ ...row, grants: claimsOf(row.grants) })),
    orders: new Map((owned as unknown as (OrderOwnership & { id: string })[]).map((order) => [order.id, order])),
  };
}
