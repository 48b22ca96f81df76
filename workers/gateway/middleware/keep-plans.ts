import type { GateWorld } from '../access/gate.ts';
import { keepPlan } from '../access/quotas.ts';
import type { GatewayContext, Middleware } from '../gateway-context.ts';

/**
 * Counts what programs ask against the plans of their keys.
 *
 * @example app.use('/v1/*', keepPlans(worldOf));
 */
export function keepPlans(worldOf: (c: GatewayContext) => GateWorld): Middleware {
  return async (c, next) => {
    const key = c.get('apiKey');
    if (key === undefined) return next();
    const headers = await keepPlan(key, worldOf(c).objects);
    await next();
    // An operation's own quota is the narrower one.
    if (c.res.headers.has('ratelimit-limit')) return;
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  };
}
