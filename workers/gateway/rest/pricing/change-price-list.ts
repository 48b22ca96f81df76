import { ChangePriceListBody, ChangePriceListParams, changePriceList, PriceListView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';

export const changePriceListRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/price-lists/{code}',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Names a list, and says whether its prices include tax',
    params: ChangePriceListParams,
    body: ChangePriceListBody,
    response: PriceListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { code: 'dealer' }, body: { name: 'Dealers', taxIncluded: true } },
  },
  ({ ctx, params, body }) => changePriceList(ctx, { ...params, ...body }),
);
