import { join } from 'node:path';
import { Hono } from 'hono';
import { type Database, openDatabase } from '#db/client';
import { openPaymentProviders } from '#modules/payments';
import { recordScopeOf } from '#platform/access/record-scope';
import { systemClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext, testPersonalKeys } from '#platform/context.test-support';
import { memoryFiles } from '#platform/files';
import { EdgeCache } from '#platform/http/edge-cache';
import { withEntityTag } from '#platform/http/entity-tag';
import { startTestEngine } from '../../db/local/test-engine.ts';
import { seedDatabase } from '../../db/seed/index.ts';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { createApp } from '../../workers/gateway/app.ts';
import { registerDocumentation } from '../../workers/gateway/docs/register-documentation.ts';
import type { Env } from '../../workers/gateway/env.ts';
import type { GatewayApp } from '../../workers/gateway/gateway-context.ts';
import { createGraphql } from '../../workers/gateway/graphql/answer-graphql.ts';
import { innerDoor } from '../../workers/gateway/inner/inner-door.ts';
import { createOffice } from '../../workers/gateway/office/answer-office.ts';
import { createPublicApp } from '../../workers/gateway/public-app.ts';
import { officeRoutes } from '../../workers/gateway/rest/office-routes.ts';
import { routes } from '../../workers/gateway/rest/routes.ts';
import { type IdentityInNode, identityInNode } from './identity-in-node.ts';
import { type GateObjects, gateObjectsInNode } from './objects-in-node.ts';

export const operatorKey = 'the-operator-key-of-this-test-is-long-enough';

export interface GatewayInNode {
  db: Database;
  cache: EdgeCache;
  /** Set, it makes every purge fail. */
  breakPurge: boolean;
  /** How far the gateway's clock is ahead of ours. */
  aheadMs: number;
  env: Env;
  identity: IdentityInNode;
  objects: GateObjects;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

const VARIANTS = 1500;
/** What can be paid without any. */
const noProviders = openPaymentProviders({}, { fetch, clock: systemClock });

/**
 * Both sides of the gateway in Node, with the real records, the real cache between them, and every answer held against its
 * schema. Only the Durable Objects are missing.
 */
export async function startGatewayInNode(): Promise<GatewayInNode> {
  const engine = await startTestEngine();
  const connection = {
    url: `postgresql://postgres:postgres@127.0.0.1:${engine.postgres.port}/postgres`,
    localEndpoint: `127.0.0.1:${engine.endpointPort}`,
  };
  await migrate(connection, join(import.meta.dirname, '../../db/migrations'));
  const db = openDatabase(connection);
  await seedDatabase({ db, variants: VARIANTS, anchorDay: '2026-11-22' });

  const files = memoryFiles();
  const nowMs = () => Date.now() + gateway.aheadMs;
  const identity = await identityInNode();
  const objects = gateObjectsInNode(nowMs);
  const openContext = (_: unknown, facts: Pick<Permitted, 'actor' | 'visitor' | 'requestId' | 'purge'>): Permitted => ({
    ...testContext({ ...facts, files, payments: noProviders }),
    db: openDatabase(connection).within(recordScopeOf(facts.actor, Date.now())),
    objects: { ...objects, outboxRelay: () => ({ kick: async () => undefined }) } as unknown as Permitted['objects'],
  });
  const app = createApp({
    openContext,
    openGateWorld: () => ({ records: db, identity, objects }),
    clock: { now: () => new Date(nowMs()) },
    checkResponses: true,
  });
  const publicApp = createPublicApp(openContext, true);
  const openInner: Parameters<typeof innerDoor>[1] = (facts) => openContext(undefined, facts);
  const office = createOffice({ routes: officeRoutes, checkResponses: true });
  const documentation = new Hono<GatewayApp>();
  registerDocumentation(documentation);
  const env: Env = {
    OPERATOR_KEY: operatorKey,
    DATABASE_URL: connection.url,
    PERSONAL_KEYS: JSON.stringify(testPersonalKeys),
    SHOP_URL: 'http://shop.test',
    APP_VERSION: 'test',
    OFFICE: { ...innerDoor(office, openInner), fetch: (request: Request) => documentation.fetch(request, env) },
    GRAPHQL: innerDoor(createGraphql({ routes, checkResponses: true }), openInner),
  } as unknown as Env;
  const cache = new EdgeCache();
  const gateway: GatewayInNode = {
    db,
    cache,
    breakPurge: false,
    aheadMs: 0,
    env,
    identity,
    objects,
    get: (path, headers = {}) => gateway.send('GET', path, { headers }),
    send: async (method, path, init = {}) =>
      app.fetch(new Request(`http://shop.test${path}`, { method, ...init }), gateway.env, execution),
    stop: () => engine.stop(),
  };
  const execution = {
    waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined),
    passThroughOnException: () => undefined,
    props: undefined,
    exports: {
      PublicCatalog: {
        fetch: (request: Request) =>
          cache.answer(
            request,
            async () => withEntityTag(await publicApp.fetch(request, env, execution)),
            execution.waitUntil,
          ),
        purge: async (tags: readonly string[]) => {
          if (gateway.breakPurge) throw new Error('The cache does not answer');
          cache.purge(tags);
        },
      },
    },
  } as never as ExecutionContext & { waitUntil(work: Promise<unknown>): void };
  return gateway;
}

/** How many round trips to the records an answer says that it made. */
export function roundTrips(response: Response): number {
  return Number(/db;desc="(\d+)"/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? Number.NaN);
}

export const asOperator = { authorization: `Bearer ${operatorKey}` };
export const asJson = { 'content-type': 'application/json' };
