import { sql } from 'drizzle-orm';
import { stockCounts } from '#db/schema/stock-documents';
import type { DocumentRules } from '../posting/document-rules.ts';

export const countRules: DocumentRules = {
  done: ({ documentId }, at) => [
    sql`update ${stockCounts} set status = 'posted', closed_at = ${at} where id = ${documentId} and status = 'posting'`,
  ],
  // The shelf no longer holds what the difference would take: somebody must count again.
  refused: ({ documentId }) => [
    sql`update ${stockCounts} set status = 'submitted', approved_by = null, value_paise = null where id = ${documentId} and status = 'posting'`,
  ],
};
