import { consoleRequest, dressConsole } from './serve.ts';

/** Serves the built console below /admin. */
export default {
  async fetch(request, env) {
    const asset = consoleRequest(request);
    if (asset === undefined) return new Response('There is nothing here.', { status: 404 });
    return dressConsole(asset, await env.ASSETS.fetch(asset));
  },
} satisfies ExportedHandler<{ ASSETS: Fetcher }>;
