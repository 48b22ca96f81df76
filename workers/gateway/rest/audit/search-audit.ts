import { AuditPage, SearchAuditSchema, searchAudit } from '#modules/audit';
import { defineRoute } from '../../routing/define-route.ts';

export const searchAuditRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/audit',
    area: 'Administration',
    permission: 'audit.read',
    summary: 'Who did what to which record, the newest first',
    description: 'Only of the stores that your grants reach. Personal data is masked.',
    query: SearchAuditSchema,
    response: AuditPage,
    errors: ['forbidden'],
    example: { query: { action: 'catalog.', limit: '20' } },
  },
  ({ ctx, query }) => searchAudit(ctx, query),
);
