import { AppError } from '#platform/errors';
import { limitKeyOf } from '#platform/http/limit-key';
import type { Middleware } from '../gateway-context.ts';
import { visitorOf } from '../visitor.ts';

/** The period of the binding in wrangler.toml. */
const PERIOD_SECONDS = 10;

/**
 * Stops whoever asks far more often than a person or an honest program does, before anything is looked up. It is counted
 * where the request arrived, so it costs no round trip and is not exact. Where the edge tells no address nothing is counted.
 *
 * @example app.use('/v1/*', limitFloods());
 */
export function limitFloods(): Middleware {
  return async (c, next) => {
    const { address } = visitorOf(c.req.raw);
    if (address === '' || c.env.FLOODS === undefined) return next();
    const { success } = await c.env.FLOODS.limit({ key: limitKeyOf(address) ?? 'unknown' });
    if (success) return next();
    throw new AppError('rate_limited', 'Too many requests from your network.', { retryAfterSeconds: PERIOD_SECONDS });
  };
}
