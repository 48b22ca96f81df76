import { AppError } from '#platform/errors';
import { execution, type GatewayContext, isSecure, versionOf } from '../gateway-context.ts';

/** Hands a request to the Worker of GraphQL, with who asks already decided. */
export function askGraphql(c: GatewayContext): Promise<Response> {
  if (c.env.GRAPHQL === undefined) throw new AppError('unavailable', 'GraphQL is not running.');
  const { actor, visitor, requestId } = c.get('verbs');
  return c.env.GRAPHQL.answer(
    c.req.raw,
    { actor, visitor, requestId, version: versionOf(c), isSecure: isSecure(c) },
    (tags) => execution(c).exports.PublicCatalog.purge(tags),
  );
}
