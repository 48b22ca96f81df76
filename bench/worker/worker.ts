import { DurableObject } from 'cloudflare:workers';
import { randomIds } from '#platform/ids';
import type { StockRoomDoor } from '#platform/objects';

interface Env {
  BARE_OBJECT: DurableObjectNamespace<BareObject>;
  STOCK_ROOM: DurableObjectNamespace;
}

/** The least a stock counter can do: one row, one update a call. */
export class BareObject extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec('create table if not exists shelf (id integer primary key, left_over integer not null)');
    ctx.storage.sql.exec('insert or ignore into shelf values (1, 1000000000)');
  }

  async take(): Promise<number> {
    const row = this.ctx.storage.sql
      .exec<{ left_over: number }>('update shelf set left_over = left_over - 1 where id = 1 returning left_over')
      .one();
    return row.left_over;
  }
}

const HOLD_MS = 15 * 60_000;
const answers = new Map<string, { bytes: ArrayBuffer; contentType: string }>();

async function hold(env: Env, storeId: string, variantId: string): Promise<Response> {
  const room = env.STOCK_ROOM.get(env.STOCK_ROOM.idFromName(storeId)) as unknown as StockRoomDoor;
  const lines = [{ variantId, quantity: 1 }];
  const result = await room.hold({ holdId: randomIds.next(), lines, channel: 'web', holdMs: HOLD_MS });
  return new Response(result.ok ? 'held' : result.failure.code, { status: result.ok ? 200 : 409 });
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const [, what, first = '', second = ''] = pathname.split('/');
    if (what === 'bytes' && request.method === 'PUT') {
      const contentType = request.headers.get('content-type') ?? 'text/plain';
      answers.set(first, { bytes: await request.arrayBuffer(), contentType });
      return new Response('kept');
    }
    if (what === 'bytes') {
      const answer = answers.get(first);
      if (answer === undefined) return new Response('nothing kept', { status: 404 });
      return new Response(answer.bytes, { headers: { 'content-type': answer.contentType } });
    }
    if (what === 'bare') {
      await env.BARE_OBJECT.get(env.BARE_OBJECT.idFromName('one')).take();
      return new Response('held');
    }
    if (what === 'hold') return hold(env, first, second);
    return new Response('unknown', { status: 404 });
  },
} satisfies ExportedHandler<Env>;
