import { SetPriceFloorBody, SetPriceFloorView, setPriceFloor } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setPriceFloorRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/price-floors',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Says below what nothing of a scope is sold without permission',
    body: SetPriceFloorBody,
    response: SetPriceFloorView,
    errors: ['unauthenticated', 'forbidden'],
    example: {
      body: { scope: 'variant', scopeId: sample.variantId, rule: { kind: 'margin', marginBasisPoints: 500 } },
    },
  },
  ({ ctx, body }) => setPriceFloor(ctx, body),
);
