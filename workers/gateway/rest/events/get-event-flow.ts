import { EventFlow, eventFlow } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

export const getEventFlowRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/event-flow',
    area: 'Administration',
    permission: 'events.read',
    summary: 'How far each consumer is behind, its dead letters, and sagas that stand still',
    response: EventFlow,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx }) => eventFlow(ctx),
);
