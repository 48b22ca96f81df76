import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { createPerson } from '#modules/identity';
import { createEndpoint, type Network, queueDeliveries, sendDueDeliveries } from '#modules/webhooks';
import type { PersonActor } from '#platform/access/actor';
import { type GrantClaim, grantOf } from '#platform/access/grants';
import { systemClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import type { EventMessage, EventType } from '#platform/events';
import { randomIds } from '#platform/ids';
import type { Engine, EngineKind } from './engines.ts';
import { arnica, startedAt } from './placed-orders.ts';
import { startReceiver } from './webhook-receiver.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const partnerGrants: GrantClaim[] = [{ role: 'partner', scope: 'own' }];

/** The whole way of webhooks over one database, with a partner's real server at its end. Only the time of day is ours. */
export function webhookShop(kind: EngineKind) {
  let engine: Engine;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  const kicks = { count: 0 };
  const kick = async () => {
    kicks.count += 1;
  };
  const systemNow = () =>
    testContext({
      db: engine.db,
      clock: systemClock,
      localTargets: true,
      objects: { outboxRelay: () => ({ kick }) } as unknown as Permitted['objects'],
    });

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(startedAt) });
    receiver = await startReceiver();
    kicks.count = 0;
    await engine.db.query(
      sql`truncate webhook_attempts, webhook_deliveries, webhook_endpoints, role_grants, custom_roles, people, events, inbox,
        dead_letters, messages, order_lines, payments, orders, stores cascade`,
    );
  });
  afterEach(async () => {
    await receiver.stop();
    vi.useRealTimers();
  });

  const network: Network = { fetch: (url, init) => fetch(url, init), resolveHost: async () => [], localTargets: true };
  const send = (from: Permitted = systemNow(), over: Network = network) =>
    sendDueDeliveries(from, over, { untilMs: Date.now(), wait: () => Promise.reject(new Error('It waited')) });

  /** Sends whenever something becomes due, until so much time has passed. */
  async function sendFor(ms: number): Promise<void> {
    const end = Date.now() + ms;
    for (;;) {
      await send();
      const [next] = await engine.db.query<{ due: number | null }>(
        sql`select (extract(epoch from min(due_at)) * 1000)::float8 as due from webhook_deliveries d join webhook_endpoints e
          on e.id = d.endpoint_id where e.status = 'active' and due_at > ${new Date().toISOString()}::timestamptz`,
      );
      if (next?.due == null || next.due > end) break;
      vi.setSystemTime(Math.ceil(next.due));
    }
    vi.setSystemTime(end);
  }

  /** Somebody with an account, and what they call verbs with. */
  async function partner(grants: GrantClaim[] = partnerGrants): Promise<Permitted & { actor: PersonActor }> {
    const system = systemNow();
    const personId = randomIds.next();
    const person = { id: personId, kind: 'partner', name: 'Asha', email: `${personId}@partner.example` } as const;
    await engine.db.batch(await createPerson(system, { ...person, language: 'en', grantedBy: 'test' }));
    const session = { sessionId: randomIds.next(), secondFactorAtMs: null, clientId: null };
    return { ...system, actor: { kind: 'person', personId, grants: grants.map(grantOf), ...session } };
  }

  async function endpointOf(owner: Permitted, eventTypes: Parameters<typeof createEndpoint>[1]['eventTypes']) {
    const endpoint = await createEndpoint(owner, { url: receiver.url, eventTypes });
    receiver.secrets.push(endpoint.secret);
    return endpoint;
  }

  return {
    get engine() {
      return engine;
    },
    get receiver() {
      return receiver;
    },
    get system() {
      return systemNow();
    },
    kicks,
    network,
    send,
    sendFor,
    partner,
    endpointOf,
    passMs: (ms: number) => void vi.setSystemTime(Date.now() + ms),
    happen: (...messages: ReturnType<typeof eventMessage>[]) => queueDeliveries(systemNow(), messages),
    deliveries: () =>
      engine.db.query<{ status: string; attempts: number; subject: string }>(
        sql`select status, attempts, subject from webhook_deliveries order by event_id`,
      ),
  };
}

/** An event as a queue brings it. */
export function eventMessage(type: EventType, subject: string, data: unknown, version = 1) {
  const body: EventMessage = {
    id: randomIds.next(),
    type,
    version,
    subject,
    storeId: null,
    data,
    correlationId: 'test',
    causationId: null,
    occurredAt: new Date().toISOString(),
  };
  return { id: randomIds.next(), attempts: 1, body };
}

export const productChanged = (productId: string = arnica) =>
  eventMessage('product.changed', productId, { productId, what: 'price' });
