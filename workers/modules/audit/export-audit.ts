import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type AuditRow, auditPage, auditQuery } from './read-audit.ts';
import { ExportAuditSchema } from './schemas.ts';

export interface AuditExport {
  /** One entry a line, as JSON. */
  body: string;
  nextCursor: string | null;
}

/** The log as lines of JSON, a page at a time. That it left the house stands in the log, in the same transaction. */
export async function exportAudit(ctx: Context, input: z.input<typeof ExportAuditSchema>): Promise<AuditExport> {
  const { cursor, limit, ...filters } = parseInput(ExportAuditSchema, input);
  const { storeId } = filters;
  requirePermission(ctx, 'audit.export', storeId === undefined ? {} : { storeId });
  const audit = auditFact(ctx, {
    action: 'audit.export',
    subject: storeId ?? 'audit_log',
    storeId: storeId ?? null,
    facts: { ...filters, isContinued: cursor !== undefined },
  });
  const [rows = []] = await ctx.db.batch<AuditRow>([
    auditQuery(ctx, 'audit.export', { ...filters, cursor, limit }),
    ...writeFacts([audit]),
  ]);
  const { data, nextCursor } = auditPage(rows, limit);
  return { body: data.map((entry) => `${JSON.stringify(entry)}\n`).join(''), nextCursor };
}
