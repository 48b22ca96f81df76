import { AppError, failureOf } from '#platform/errors';
import { classifyFailure } from '#platform/http/classify-failure';
import { describeError, log } from '#platform/log';
import { problemContentType, problemOf } from '#platform/problem';
import { spentQuotaHeaders } from '../access/quotas.ts';
import type { GatewayContext } from '../gateway-context.ts';

/** Answers anything that was thrown. What nobody foresaw is logged in full and shown as nothing but the request id. */
export function answerError(error: unknown, c: GatewayContext): Response {
  const failure = classifyFailure(error);
  const requestId = c.get('requestId');
  if (failure.status >= 500) {
    log('error', failure.code, { requestId, method: c.req.method, path: c.req.path, ...describeError(failure.cause) });
  }
  return problemResponse(failure, requestId);
}

export function problemResponse(failure: AppError, requestId: string, extra: Record<string, string> = {}): Response {
  const headers = new Headers({ ...extra, 'content-type': problemContentType, 'cache-control': 'no-store' });
  for (const [name, value] of Object.entries(spentQuotaHeaders(failure))) headers.set(name, value);
  if (failure.retryAfterSeconds !== undefined) headers.set('retry-after', String(failure.retryAfterSeconds));
  if (failure.code === 'unauthenticated') headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(problemOf(failureOf(failure), requestId)), { status: failure.status, headers });
}

export function answerNotFound(c: GatewayContext): Response {
  return problemResponse(new AppError('not_found', 'There is nothing at this address.'), c.get('requestId'));
}
