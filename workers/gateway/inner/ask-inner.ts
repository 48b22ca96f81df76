import { AppError } from '#platform/errors';
import { execution, type GatewayContext, isSecure, versionOf } from '../gateway-context.ts';
import type { InnerDoor } from './inner-door.ts';

/** Hands a request to an inner Worker, with who asks already decided. `name` is for whoever finds it missing. */
export function askInner(c: GatewayContext, door: InnerDoor | undefined, name: string): Promise<Response> {
  if (door === undefined) throw new AppError('unavailable', `${name} is not running.`);
  const { actor, visitor, requestId } = c.get('verbs');
  return door.answer(c.req.raw, { actor, visitor, requestId, version: versionOf(c), isSecure: isSecure(c) }, (tags) =>
    execution(c).exports.PublicCatalog.purge(tags),
  );
}
