import { DATABASE_DEADLINE_MS, openDatabase } from '#db/client';
import { openCarriers } from '#modules/orders';
import { openPaymentProviders } from '#modules/payments';
import { recordScopeOf } from '#platform/access/record-scope';
import { allows } from '#platform/access/require-permission';
import { systemClock } from '#platform/clock';
import { bucketFiles } from '#platform/files';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import { openPersonalData } from '#platform/personal-keys';
import type { GateWorld } from './access/gate.ts';
import { requireVariables } from './config.ts';
import type { Env } from './env.ts';
import type { OpenContext } from './gateway-context.ts';

/** Nobody waits long for a database that is gone; but an import or a new search index moves the whole catalogue at once. */
const CATALOGUE_DEADLINE_MS = 60_000;

/** The real world for one request. */
export const openContext: OpenContext = (env, facts) => {
  requireVariables(env);
  const { actor } = facts;
  const nowMs = systemClock.now().getTime();
  return {
    ...facts,
    db: openDatabase({
      url: env.DATABASE_URL,
      localEndpoint: env.NEON_LOCAL,
      deadlineMs: allows(actor, 'catalog.import', nowMs) ? CATALOGUE_DEADLINE_MS : DATABASE_DEADLINE_MS,
    }).within(recordScopeOf(actor, nowMs)),
    objects: boundObjects(env),
    files: bucketFiles(env.FILES),
    identity: env.IDENTITY,
    personal: openPersonalData(env.PERSONAL_KEYS),
    payments: openPaymentProviders(env, { fetch: (url, init) => fetch(url, init), clock: systemClock }),
    carriers: openCarriers(env, { fetch: (url, init) => fetch(url, init) }),
    shop: { name: env.SHOP_NAME, url: env.SHOP_URL },
    clock: systemClock,
    ids: randomIds,
    localTargets: env.LOCAL_TARGETS === '1',
  };
};

/** What deciding who asks may reach: records above row-level security, and nothing that a verb works with. */
export const openGateWorld = (env: Env): GateWorld => ({
  records: openDatabase({ url: env.DATABASE_URL, localEndpoint: env.NEON_LOCAL, deadlineMs: DATABASE_DEADLINE_MS }),
  identity: env.IDENTITY,
  objects: boundObjects(env),
});
