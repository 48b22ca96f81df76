import type { Visitor } from '#platform/context';

const MAX_USER_AGENT_LENGTH = 300;

/** Who is at the other end, as the edge saw it. Headers that a caller can set are not believed. */
export function visitorOf(request: Request): Visitor {
  const edge = (request as { cf?: IncomingRequestCfProperties }).cf;
  return {
    address: request.headers.get('cf-connecting-ip') ?? '',
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT_LENGTH),
    place: [edge?.city, edge?.country].filter(Boolean).join(', '),
  };
}
