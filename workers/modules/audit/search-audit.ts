import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { type AuditRow, auditPage, auditQuery } from './read-audit.ts';
import { type AuditPage, SearchAuditSchema } from './schemas.ts';

/** Who did what, the newest first, in the stores that the asker's grants reach. One round trip. */
export async function searchAudit(ctx: Context, input: z.input<typeof SearchAuditSchema>): Promise<AuditPage> {
  const wanted = parseInput(SearchAuditSchema, input);
  requirePermission(ctx, 'audit.read', wanted.storeId === undefined ? {} : { storeId: wanted.storeId });
  const rows = await ctx.db.query<AuditRow>(auditQuery(ctx, 'audit.read', wanted));
  return auditPage(rows, wanted.limit);
}
