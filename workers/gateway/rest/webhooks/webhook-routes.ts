import type { Route } from '../../routing/define-route.ts';
import { changeEndpointRoute } from './change-endpoint.ts';
import { createEndpointRoute } from './create-endpoint.ts';
import { getDeliveryRoute } from './get-delivery.ts';
import { getEndpointRoute } from './get-endpoint.ts';
import { listDeliveriesRoute } from './list-deliveries.ts';
import { listEndpointsRoute } from './list-endpoints.ts';
import { removeEndpointRoute } from './remove-endpoint.ts';
import { replayDeliveryRoute } from './replay-delivery.ts';
import { replayFailedRoute } from './replay-failed.ts';
import { rotateSecretRoute } from './rotate-secret.ts';
import { sendTestEventRoute } from './send-test-event.ts';

/** Partners' own webhooks. */
export const webhookRoutes: readonly Route[] = [
  createEndpointRoute,
  listEndpointsRoute,
  getEndpointRoute,
  changeEndpointRoute,
  removeEndpointRoute,
  rotateSecretRoute,
  sendTestEventRoute,
  listDeliveriesRoute,
  replayFailedRoute,
  getDeliveryRoute,
  replayDeliveryRoute,
];
