import { AppError } from '#platform/errors';
import { hashSecret, sameHash } from '#platform/ids';
import type { Middleware } from '../gateway-context.ts';

/** Longer than any key of ours. */
const MAX_AUTHORIZATION_LENGTH = 512;

/**
 * Says who asks. `Authorization: Bearer <operator key>` is the operator; nothing is anonymous; anything else is refused, so
 * that a wrong key is noticed at once and never quietly served as a stranger.
 *
 * @example app.use('/v1/*', authenticate());
 */
export function authenticate(): Middleware {
  return async (c, next) => {
    const authorization = c.req.header('authorization');
    if (authorization === undefined) c.set('actor', { kind: 'anonymous' });
    else if (await isOperator(authorization, c.env.OPERATOR_KEY)) c.set('actor', { kind: 'operator' });
    else throw new AppError('unauthenticated', 'This key opens nothing.');
    return next();
  };
}

/** Compares hashes of equal length, so that the time it takes tells nothing about the key. */
async function isOperator(authorization: string, operatorKey: string | undefined): Promise<boolean> {
  const given = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization.slice(0, MAX_AUTHORIZATION_LENGTH))?.[1];
  if (given === undefined || operatorKey === undefined || operatorKey === '') return false;
  const [hash, expected] = await Promise.all([hashSecret(given), hashSecret(operatorKey)]);
  return sameHash(hash, expected);
}
