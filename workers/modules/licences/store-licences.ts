import { type SQL, sql } from 'drizzle-orm';
import { licences } from '#db/schema/people';

/** A JSON array of `LicenceTerm`, for a statement that reads something else of the store anyway; null for none. */
export const termsOfStore = (storeId: string): SQL => sql`(
  select jsonb_agg(jsonb_build_object('kind', l.kind, 'validFrom', l.valid_from, 'validTo', l.valid_to))
  from ${licences} l where l.holder_id = ${storeId}::uuid and l.holder_kind = 'store' and l.withdrawn_at is null)`;
