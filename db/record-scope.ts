import { type SQL, sql } from 'drizzle-orm';

/** Which rows a connection may see: see db/schema/policies.ts. */
export interface RecordScope {
  storeIds: 'all' | readonly string[];
  /** The account that asks: its own records are open to it. */
  personId: string | null;
  /** Stores whose people may be looked up, all for the whole register; left out: nobody but oneself. */
  peopleOf?: 'all' | readonly string[];
  /** SHA-256 of the token by which a buyer without an account reads one order. */
  orderTokenHash?: string;
}

/** The role that row-level security holds for; the owner of the tables stands above it. */
export const APP_ROLE = 'tincture_app';

const listOf = (storeIds: 'all' | readonly string[]): string => (storeIds === 'all' ? '*' : `{${storeIds.join(',')}}`);

/** A visitor: without settings no policy lets anything through, and one word to the database costs less than five. */
const NOBODY = sql.raw(`set local role ${APP_ROLE}`);

/**
 * First in every transaction of a scoped database: takes the role on and says who asks, until the transaction ends. One
 * statement, because each one costs.
 */
export function enterScope({ storeIds, personId, peopleOf = [], orderTokenHash }: RecordScope): SQL {
  if (storeIds.length === 0 && personId === null && peopleOf.length === 0 && orderTokenHash === undefined)
    return NOBODY;
  return sql`select set_config('app.stores', ${listOf(storeIds)}, true), set_config('app.person', ${personId ?? ''}, true),
    set_config('app.people', ${listOf(peopleOf)}, true), set_config('app.order_token', ${orderTokenHash ?? ''}, true),
    set_config('role', ${APP_ROLE}, true)`;
}
