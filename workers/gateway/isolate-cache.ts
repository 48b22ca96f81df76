import { EdgeCache } from '#platform/http/edge-cache';
import { requestIdOf } from '#platform/http/request-id';

/** Stands in for Workers Cache where the runtime has none; stays empty where it has. */
export const isolateCache = new EdgeCache();

/**
 * A shared answer that this isolate holds, at once. Only entries of the public side are in there, each complete with its
 * headers, so nothing is left to decide but the request id. A request with a key is somebody, and never gets one.
 */
export function heldAnswer(request: Request): Response | undefined {
  if (request.headers.has('authorization')) return undefined;
  return isolateCache.hit(request, { 'x-request-id': requestIdOf(request.headers) });
}
