import { WorkerEntrypoint } from 'cloudflare:workers';
import { Hono } from 'hono';
import type { Permitted } from '#platform/context';
import { registerDocumentation } from '../gateway/docs/register-documentation.ts';
import type { VerbsEnv } from '../gateway/env.ts';
import type { GatewayApp } from '../gateway/gateway-context.ts';
import { type InnerDoor, type InnerFacts, innerDoor } from '../gateway/inner/inner-door.ts';
import { createOffice } from '../gateway/office/answer-office.ts';
import { openContext } from '../gateway/open-context.ts';
import { officeRoutes } from '../gateway/rest/office-routes.ts';

const answer = createOffice({ routes: officeRoutes, checkResponses: false });
const documentation = new Hono<GatewayApp>();
registerDocumentation(documentation);

/** The back office's part of the API and the reference of all of it, for the gateway alone: it has no address of its own. */
export default class Office extends WorkerEntrypoint<VerbsEnv> implements InnerDoor {
  override fetch(request: Request): Response | Promise<Response> {
    return documentation.fetch(request, this.env);
  }

  answer(request: Request, facts: InnerFacts, purge: Permitted['purge']): Promise<Response> {
    return innerDoor(answer, (open) => openContext(this.env, open)).answer(request, facts, purge);
  }
}
