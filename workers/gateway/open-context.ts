import { openDatabase } from '#db/client';
import { systemClock } from '#platform/clock';
import { bucketFiles } from '#platform/files';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import type { OpenContext } from './gateway-context.ts';

/** The real world for one request. */
export const openContext: OpenContext = (env, facts) => ({
  ...facts,
  db: openDatabase({ url: env.DATABASE_URL, localEndpoint: env.NEON_LOCAL }),
  objects: boundObjects(env),
  files: bucketFiles(env.FILES),
  clock: systemClock,
  ids: randomIds,
});
