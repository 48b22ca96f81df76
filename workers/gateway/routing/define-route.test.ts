import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineRoute } from './define-route.ts';

const base = {
  method: 'get',
  path: '/v1/things/{id}',
  area: 'Shop',
  summary: 'A thing',
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({ size: z.int() }),
  errors: [],
} as const;

describe('defineRoute', () => {
  it('does not compile without a permission, with an unknown one, or with a handler that answers something else', () => {
    const answer = () => ({ size: 1 });
    // @ts-expect-error No permission.
    defineRoute(base, answer);
    // @ts-expect-error No such permission.
    defineRoute({ ...base, permission: 'everything' }, answer);
    // @ts-expect-error The answer is not what the schema says.
    defineRoute({ ...base, permission: 'catalog.read' }, () => ({ size: 'large' }));
    // @ts-expect-error There is no such parameter.
    defineRoute({ ...base, permission: 'catalog.read' }, ({ params }) => ({ size: params.slug }));
    const route = defineRoute({ ...base, permission: 'catalog.read' }, ({ params }) => ({ size: params.id.length }));
    expect(route.spec.permission).toBe('catalog.read');
  });
});
