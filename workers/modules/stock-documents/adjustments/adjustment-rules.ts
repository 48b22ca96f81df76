import { sql } from 'drizzle-orm';
import { stockAdjustments } from '#db/schema/stock-documents';
import type { DocumentRules } from '../posting/document-rules.ts';

export const adjustmentRules: DocumentRules = {
  done: ({ documentId }) => [
    sql`update ${stockAdjustments} set status = 'posted' where id = ${documentId} and status = 'posting'`,
  ],
  refused: ({ documentId }) => [
    sql`update ${stockAdjustments} set status = 'refused' where id = ${documentId} and status = 'posting'`,
  ],
};
