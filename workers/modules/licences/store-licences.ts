import { type SQL, sql } from 'drizzle-orm';

/**
 * A JSON array of `LicenceTerm`, for a statement that reads something else of the store anyway; null for none. A function of
 * the database, because a shopper's request must learn until when a store may bill without seeing its licences.
 */
export const termsOfStore = (storeId: string): SQL => sql`licence_terms_of_store(${storeId}::uuid)`;
