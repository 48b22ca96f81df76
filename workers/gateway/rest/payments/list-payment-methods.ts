import { ListPaymentMethods, listPaymentMethods, PaymentMethodsView } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';
import { catalogueSeconds } from '../catalog/cache-life.ts';
import { sample } from '../sample.ts';

export const listPaymentMethodsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/payment-methods',
    area: 'Stores',
    permission: 'catalog.read',
    summary: 'The ways of paying that a store takes',
    query: ListPaymentMethods,
    response: PaymentMethodsView,
    errors: ['not_found'],
    example: { query: { storeId: sample.storeId } },
    cache: {
      sharedSeconds: catalogueSeconds,
      tags: ({ storeId }) => ['list', ...(storeId === null ? [] : [`store:${storeId}`])],
    },
  },
  ({ ctx, query }) => listPaymentMethods(ctx, query),
);
