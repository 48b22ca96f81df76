import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const HEAD = 'compatibility_date = "2026-10-01"\ncompatibility_flags = ["nodejs_compat"]\n';

const FILES: Record<string, string> = {
  'wrangler.toml': `name = "tincture-gateway"
main = "workers/gateway/worker.ts"
${HEAD}
[vars]
GREETING = "from wrangler.toml"
[[services]]
binding = "ABSENT"
service = "tincture-absent"
[[r2_buckets]]
binding = "FILES"
bucket_name = "tincture-files"
[[durable_objects.bindings]]
name = "COUNTER"
class_name = "Counter"
script_name = "tincture-objects"
[[queues.producers]]
binding = "EVENTS"
queue = "events"
`,
  'workers/gateway/worker.ts': `import { WorkerEntrypoint } from 'cloudflare:workers';
export class PublicCatalog extends WorkerEntrypoint { fetch() { return new Response('catalogue'); } }
const counter = (env) => env.COUNTER.get(env.COUNTER.idFromName('one'));
const routes = {
  '/env': async (env) => Response.json({ ...env, bound: Object.keys(env) }),
  '/entrypoint': async (env, ctx) => ctx.exports.PublicCatalog.fetch('http://x/'),
  '/count': async (env) => Response.json(await counter(env).add()),
  '/put': async (env) => { await env.FILES.put('a', 'kept'); return new Response('put'); },
  '/get': async (env) => new Response(await (await env.FILES.get('a'))?.text()),
  '/send': async (env) => { await env.EVENTS.send('hello'); return new Response('sent'); },
  '/received': async (env) => Response.json(await counter(env).received()),
  '/log': async () => { console.warn('careful'); return new Response('logged'); },
};
export default { fetch: (request, env, ctx) => routes[new URL(request.url).pathname](env, ctx) };
`,
  'durable-objects/wrangler.toml': `name = "tincture-objects"
main = "worker.ts"
${HEAD}
[[durable_objects.bindings]]
name = "COUNTER"
class_name = "Counter"
[[migrations]]
tag = "v1"
new_sqlite_classes = ["Counter"]
`,
  'durable-objects/worker.ts': `import { DurableObject } from 'cloudflare:workers';
export class Counter extends DurableObject {
  bump(key) { const n = (this.ctx.storage.kv.get(key) ?? 0) + 1; this.ctx.storage.kv.put(key, n); return n; }
  add() { return this.bump('count'); }
  take() { return this.bump('received'); }
  received() { return this.ctx.storage.kv.get('received') ?? 0; }
}
export default { fetch: () => new Response(null, { status: 404 }) };
`,
  'workers/campaigns/wrangler.toml': `name = "tincture-campaigns"
main = "worker.ts"
${HEAD}
[[durable_objects.bindings]]
name = "COUNTER"
class_name = "Counter"
script_name = "tincture-objects"
[[queues.consumers]]
queue = "events"
max_batch_timeout = 0
`,
  'workers/campaigns/worker.ts': `export default {
  async queue(batch, env) { for (const _ of batch.messages) await env.COUNTER.get(env.COUNTER.idFromName('one')).take(); },
};
`,
  'db/migrations/20260101000000_first/migration.sql': `create table stores (id int primary key);
--> statement-breakpoint
insert into stores values (1);
`,
};

/** A small project with the layout of this one, to test the runtime without the shop in it. */
export function makeTestProject() {
  const root = mkdtempSync(join(tmpdir(), 'tincture-runtime-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  return {
    root,
    dataDir: join(root, '.data'),
    write,
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
