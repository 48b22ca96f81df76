import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Permitted } from '#platform/context';
import type { VerbsEnv } from '../gateway/env.ts';
import { createGraphql } from '../gateway/graphql/answer-graphql.ts';
import { type InnerDoor, type InnerFacts, innerDoor } from '../gateway/inner/inner-door.ts';
import { openContext } from '../gateway/open-context.ts';
import { routes } from '../gateway/rest/routes.ts';

const answer = createGraphql({ routes, checkResponses: false });

/** The graph, for the gateway alone: it has no address, and takes the gateway's word for who asks. */
export default class Graphql extends WorkerEntrypoint<VerbsEnv> implements InnerDoor {
  override fetch(): Response {
    return new Response('There is nothing here.', { status: 404 });
  }

  answer(request: Request, facts: InnerFacts, purge: Permitted['purge']): Promise<Response> {
    return innerDoor(answer, (open) => openContext(this.env, open)).answer(request, facts, purge);
  }
}
