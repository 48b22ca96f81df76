import type { Context } from '#platform/context';
import type { GatewayContext, Middleware, OpenContext } from '../gateway-context.ts';

/** Opens what verbs work with, once a request, after it is known who asks. */
export function openVerbs(openContext: OpenContext, purge: (c: GatewayContext) => Context['purge']): Middleware {
  return async (c, next) => {
    const actor = c.get('actor') ?? { kind: 'anonymous' };
    c.set('verbs', openContext(c.env, { actor, requestId: c.get('requestId'), purge: purge(c) }));
    return next();
  };
}
