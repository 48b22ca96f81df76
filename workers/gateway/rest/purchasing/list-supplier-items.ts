import * as z from 'zod';
import { listSupplierItems, SupplierItemListView } from '#modules/purchasing';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listSupplierItemsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/suppliers/{supplierId}/items',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'What a supplier sells of ours, and on which terms',
    params: z.strictObject({ supplierId: z.uuid() }),
    query: z.strictObject({ limit: LimitParameter, cursor: CursorParameter }),
    response: SupplierItemListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { supplierId: sample.supplierId } },
  },
  ({ ctx, params, query }) => listSupplierItems(ctx, { ...params, ...query }),
);
