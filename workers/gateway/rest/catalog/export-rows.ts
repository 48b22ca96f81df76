import * as z from 'zod';
import { exportKinds, exportRows, sheetFormats } from '#modules/catalog/import';
import { defineRoute } from '../../routing/define-route.ts';

export const exportRowsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/export/{kind}',
    area: 'Administration',
    permission: 'catalog.export',
    summary: 'All products, the prices in force or the stock on hand as a sheet',
    description: 'The columns are those that the import reads, so a sheet can be changed and sent back.',
    params: z.strictObject({ kind: z.enum(exportKinds) }),
    query: z.strictObject({ format: z.enum(sheetFormats).default('csv') }),
    responseType: 'text/csv',
    response: z.string(),
    errors: ['too_large'],
    example: { params: { kind: 'prices' }, query: { format: 'csv' } },
  },
  async ({ ctx, params, query }) => {
    const { body, contentType, fileName } = await exportRows(ctx, { ...params, ...query });
    const headers = {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'private, no-store',
    };
    return new Response(body as Uint8Array<ArrayBuffer>, { headers });
  },
);
