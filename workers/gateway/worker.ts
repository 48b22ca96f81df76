import { WorkerEntrypoint } from 'cloudflare:workers';
import { rebuildSearchIndex } from '#modules/search';
import { systemClock } from '#platform/clock';
import { nobody, type Permitted } from '#platform/context';
import { withEntityTag } from '#platform/http/entity-tag';
import { createApp } from './app.ts';
import type { Env, GatewayExecution } from './env.ts';
import { consumeCatalogEvents } from './events/consume-catalog-events.ts';
import { SearchRefresh } from './events/search-refresh.ts';
import { heldAnswer, isolateCache } from './isolate-cache.ts';
import { openContext, openGateWorld } from './open-context.ts';
import { createPublicApp } from './public-app.ts';
import { searchTag } from './rest/search/search-cache.ts';
import { runSweeps } from './sweeps.ts';

const app = createApp({ openContext, openGateWorld, clock: systemClock });
const publicApp = createPublicApp(openContext);
const searchRefresh = new SearchRefresh(async (ctx) => {
  await rebuildSearchIndex(ctx);
  await ctx.purge([searchTag]);
});

/** How many tags the platform takes in one purge. */
const MAX_TAGS_A_PURGE = 30;

/** Anonymous reads, cached in front of `fetch` by the platform. It gets neither cookie nor key. */
export class PublicCatalog extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    const load = async () => withEntityTag(await publicApp.fetch(request, this.env, this.ctx));
    if (this.ctx.cache !== undefined) return load();
    return isolateCache.answer(request, load, (work) => this.ctx.waitUntil(work));
  }

  /** Throws away what carries one of the tags. Fails when it may still be served. */
  async purge(tags: readonly string[]): Promise<void> {
    const { cache } = this.ctx;
    if (cache === undefined) {
      isolateCache.purge(tags);
      return;
    }
    for (let at = 0; at < tags.length; at += MAX_TAGS_A_PURGE) {
      const { success, errors } = await cache.purge({ tags: tags.slice(at, at + MAX_TAGS_A_PURGE) });
      if (!success) throw new Error(`The cache was not purged: ${JSON.stringify(errors)}`);
    }
  }
}

/** Queues and crons act for the platform itself. */
function platformContext(env: Env, ctx: ExecutionContext, name: string): Permitted {
  return openContext(env, {
    actor: { kind: 'system', name },
    visitor: nobody,
    requestId: crypto.randomUUID(),
    purge: (tags) => (ctx as unknown as GatewayExecution).exports.PublicCatalog.purge(tags),
  });
}

export default {
  fetch: (request, env, ctx) => heldAnswer(request) ?? app.fetch(request, env, ctx),
  queue: (batch, env, ctx) => consumeCatalogEvents(platformContext(env, ctx, 'catalog'), batch, searchRefresh),
  scheduled: (_event, env, ctx) => runSweeps(platformContext(env, ctx, 'sweep')),
} satisfies ExportedHandler<Env>;
