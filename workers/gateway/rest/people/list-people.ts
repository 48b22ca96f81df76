import { ListPeopleSchema, listPeople, PersonListView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const listPeopleRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/people',
    area: 'Administration',
    permission: 'people.read',
    summary: 'People with an account, the newest first',
    description: 'Name, address and phone are masked without `people.read_contact`.',
    query: ListPeopleSchema,
    response: PersonListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { kind: 'customer' } },
  },
  ({ ctx, query }) => listPeople(ctx, query),
);
