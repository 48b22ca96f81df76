import type { Permitted } from '#platform/context';

/** What the gateway has found out about a request. The Worker behind the door trusts it, because nobody else can reach it. */
export interface InnerFacts extends Pick<Permitted, 'actor' | 'visitor' | 'requestId'> {
  version: string;
  /** Whether visitors reach us over TLS: decides the names of cookies. */
  isSecure: boolean;
}

/** A request that an inner Worker answers, with what its verbs work with. */
export interface InnerRequest {
  request: Request;
  verbs: Permitted;
  version: string;
  isSecure: boolean;
}

export type AnswerInner = (asked: InnerRequest) => Promise<Response>;

/**
 * A Worker that answers a part of the API with the gateway's own routes, as the gateway sees it: GraphQL, the back office.
 * `purge` is the gateway's own: its cache stands there.
 */
export interface InnerDoor {
  answer(request: Request, facts: InnerFacts, purge: Permitted['purge']): Promise<Response>;
}

type OpenVerbs = (facts: Pick<Permitted, 'actor' | 'visitor' | 'requestId' | 'purge'>) => Permitted;

export const innerDoor = (answer: AnswerInner, openVerbs: OpenVerbs): InnerDoor => ({
  answer: (request, { version, isSecure, ...facts }, purge) =>
    answer({ request, verbs: openVerbs({ ...facts, purge: (tags) => purge(tags) }), version, isSecure }),
});
