import * as z from 'zod';
import { ExportAuditSchema, exportAudit } from '#modules/audit';
import { defineRoute } from '../../routing/define-route.ts';

export const exportAuditRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/audit/export',
    area: 'Administration',
    permission: 'audit.export',
    summary: 'The audit log as lines of JSON',
    description:
      'One entry a line, the newest first. When there are more, the header `x-next-cursor` says where to go on; it is empty on the last page.',
    query: ExportAuditSchema,
    responseType: 'application/x-ndjson',
    response: z.string(),
    errors: ['forbidden', 'second_factor_required'],
    example: { query: { from: '2026-11-01T00:00:00Z' } },
  },
  async ({ ctx, query }) => {
    const { body, nextCursor } = await exportAudit(ctx, query);
    const headers = {
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="audit.ndjson"',
      'cache-control': 'private, no-store',
      'x-next-cursor': nextCursor ?? '',
    };
    return new Response(body, { headers });
  },
);
