import { EventTypes, listEventTypes } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

export const listEventTypesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/event-types',
    area: 'Administration',
    permission: 'events.read',
    summary: 'Every type of event with the JSON Schema of each version',
    description: 'Events travel as CloudEvents 1.0; their `dataschema` names one of these.',
    response: EventTypes,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx }) => listEventTypes(ctx),
);
