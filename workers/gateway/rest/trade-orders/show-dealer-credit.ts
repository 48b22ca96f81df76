import { DealerCreditView, DealerParams, showDealerCredit } from '#modules/dealer-accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const showDealerCreditRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/dealers/{dealerId}/credit',
    area: 'Administration',
    permission: 'dealers.read',
    summary: 'What a dealer owes, by age, and what may still be ordered on credit',
    params: DealerParams,
    response: DealerCreditView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {},
  },
  ({ ctx, params }) => showDealerCredit(ctx, params),
);
