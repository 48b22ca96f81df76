import { CreditTermsBody, DealerCreditView, DealerParams, setCreditTerms } from '#modules/dealer-accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setCreditTermsRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/dealers/{dealerId}/credit-terms',
    area: 'Administration',
    permission: 'vouchers.issue',
    summary: 'Within how many days a dealer pays, and how many more pass before the overdue block',
    params: DealerParams,
    body: CreditTermsBody,
    response: DealerCreditView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { dealerId: sample.orderId }, body: { termDays: 30, graceDays: 7 } },
  },
  ({ ctx, params, body }) => setCreditTerms(ctx, { ...params, ...body }),
);
