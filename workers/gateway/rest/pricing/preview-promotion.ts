import { PreviewPromotionBody, PromotionPreviewView, previewPromotion } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';

export const previewPromotionRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/promotion-previews',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'What a promotion would do to orders like the newest',
    description: 'At the prices of today, without it and with it. Writes nothing.',
    body: PreviewPromotionBody,
    response: PromotionPreviewView,
    errors: ['unauthenticated', 'forbidden'],
    example: { body: { label: 'Ten off', benefit: { kind: 'percent_off', basisPoints: 1000 } } },
  },
  ({ ctx, body }) => previewPromotion(ctx, body),
);
