import { DATABASE_DEADLINE_MS, openDatabase } from '#db/client';
import { recordScopeOf } from '#platform/access/record-scope';
import { systemClock } from '#platform/clock';
import { bucketFiles } from '#platform/files';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import { openPersonalData } from '#platform/personal-keys';
import type { OpenContext } from './gateway-context.ts';

/** Shoppers do not wait for a database that is gone; an import or a new search index moves the whole catalogue at once. */
const STAFF_DEADLINE_MS = 60_000;

/** The real world for one request. */
export const openContext: OpenContext = (env, facts) => ({
  ...facts,
  db: openDatabase({
    url: env.DATABASE_URL,
    localEndpoint: env.NEON_LOCAL,
    deadlineMs: facts.actor.kind === 'anonymous' ? DATABASE_DEADLINE_MS : STAFF_DEADLINE_MS,
  }).within(recordScopeOf(facts.actor, systemClock.now().getTime())),
  objects: boundObjects(env),
  files: bucketFiles(env.FILES),
  identity: env.IDENTITY,
  personal: openPersonalData(env.PERSONAL_KEYS),
  shop: { name: env.SHOP_NAME, url: env.SHOP_URL },
  clock: systemClock,
  ids: randomIds,
  localTargets: env.LOCAL_TARGETS === '1',
});
