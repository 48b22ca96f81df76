import { type SQL, sql } from 'drizzle-orm';

/** Which rows a connection may see: see the policies in db/schema. */
export interface RecordScope {
  storeIds: 'all' | readonly string[];
  /** The account that asks: its own records are open to it. */
  personId: string | null;
  /** SHA-256 of the token by which a buyer without an account reads one order. */
  orderTokenHash?: string;
}

/** The role that row-level security holds for; the owner of the tables stands above it. */
export const APP_ROLE = 'tincture_app';

/**
 * First in every transaction of a scoped database: takes the role on and says who asks, until the transaction ends. One
 * statement, because each one costs.
 */
export function enterScope({ storeIds, personId, orderTokenHash }: RecordScope): SQL {
  const stores = storeIds === 'all' ? '*' : `{${storeIds.join(',')}}`;
  return sql`select set_config('app.stores', ${stores}, true), set_config('app.person', ${personId ?? ''}, true),
    set_config('app.order_token', ${orderTokenHash ?? ''}, true), set_config('role', ${APP_ROLE}, true)`;
}
