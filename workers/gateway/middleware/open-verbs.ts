import type { Permitted } from '#platform/context';
import type { GatewayContext, Middleware, OpenContext } from '../gateway-context.ts';
import { visitorOf } from '../visitor.ts';

/** Opens what verbs work with, once a request, after it is known who asks. */
export function openVerbs(openContext: OpenContext, purge: (c: GatewayContext) => Permitted['purge']): Middleware {
  return async (c, next) => {
    const actor = c.get('actor') ?? { kind: 'anonymous' };
    c.set(
      'verbs',
      openContext(c.env, { actor, visitor: visitorOf(c.req.raw), requestId: c.get('requestId'), purge: purge(c) }),
    );
    return next();
  };
}
