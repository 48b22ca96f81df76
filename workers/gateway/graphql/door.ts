import type { Permitted } from '#platform/context';
import type { AnswerGraphql } from './answer-graphql.ts';

/** What the gateway has found out about a request. The Worker behind the door trusts it, because nobody else can reach it. */
export interface GraphqlFacts extends Pick<Permitted, 'actor' | 'visitor' | 'requestId'> {
  version: string;
  /** Whether visitors reach us over TLS: decides the names of cookies. */
  isSecure: boolean;
}

/** The GraphQL Worker, as the gateway sees it. `purge` is the gateway's own: its cache stands there. */
export interface GraphqlDoor {
  answer(request: Request, facts: GraphqlFacts, purge: Permitted['purge']): Promise<Response>;
}

type OpenVerbs = (facts: Pick<Permitted, 'actor' | 'visitor' | 'requestId' | 'purge'>) => Permitted;

export const graphqlDoor = (answer: AnswerGraphql, openVerbs: OpenVerbs): GraphqlDoor => ({
  answer: (request, { version, isSecure, ...facts }, purge) =>
    answer({ request, verbs: openVerbs({ ...facts, purge: (tags) => purge(tags) }), version, isSecure }),
});
