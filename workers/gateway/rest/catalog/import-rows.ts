import * as z from 'zod';
import { IMPORT_BYTE_LIMIT, ImportReportView, importKinds, importRows } from '#modules/catalog/import';
import { defineRoute } from '../../routing/define-route.ts';

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const importRowsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/import/{kind}',
    area: 'Administration',
    permission: 'catalog.import',
    summary: 'Takes in a sheet of products, prices or stock, whole or not at all',
    description:
      'Errors name row (the header is row 1), column and reason. `applied` says whether anything was written: one wrong row keeps everything out. The same file again changes nothing.',
    params: z.strictObject({ kind: z.enum(importKinds) }),
    query: z.strictObject({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .transform((text) => text === 'true')
        .meta({ description: 'Only tell what would change' }),
    }),
    upload: { contentTypes: [CSV, XLSX], maxBytes: IMPORT_BYTE_LIMIT },
    response: ImportReportView,
    errors: ['too_large', 'unsupported_media_type', 'conflict'],
    example: { params: { kind: 'prices' }, query: { dryRun: 'true' } },
  },
  ({ ctx, params, query, upload }) => {
    const format = upload?.contentType === CSV ? 'csv' : 'xlsx';
    return importRows(ctx, { ...params, ...query, format, body: upload?.bytes ?? new Uint8Array() });
  },
);
