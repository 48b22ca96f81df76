import { openDatabase } from '#db/client';
import type { Carriers } from './carriers-door.ts';
import { systemClock } from './clock.ts';
import { PersonalVariables, variablesGuard } from './config.ts';
import { nobody, type Permitted, type ShopFace } from './context.ts';
import type { FileStore } from './files.ts';
import type { IdentityDoor } from './identity-door.ts';
import { randomIds } from './ids.ts';
import type { Objects } from './objects.ts';
import type { PaymentProviders } from './payments-door.ts';
import { openPersonalData } from './personal-keys.ts';

export interface ConsumerEnv {
  DATABASE_URL: string;
  /** `host:port` of the local Neon endpoint; absent on Neon. */
  NEON_LOCAL?: string;
  /** Opens personal data: see personal-keys.ts. */
  PERSONAL_KEYS: string;
}

/** A Worker that only reads a queue and writes records is bound to no object and to no files. */
const unbound = (): never => {
  throw new Error('This Worker has no binding for that');
};
const objects: Objects = {
  stockRoom: unbound,
  couponBook: unbound,
  valueAccount: unbound,
  checkout: unbound,
  numberSeries: unbound,
  outboxRelay: unbound,
  revocations: unbound,
  rateLimiter: unbound,
};
const identity = new Proxy({} as IdentityDoor, { get: unbound });
const carriers = new Proxy({} as Carriers, { get: unbound });
const payments = new Proxy({} as PaymentProviders, { get: unbound });
const shop = new Proxy({} as ShopFace, { get: unbound });
const files: FileStore = { get: unbound, put: unbound, delete: unbound };

const requireVariables = variablesGuard('consumer', PersonalVariables);

/** The context of a Worker that acts for the platform itself, under its own name in logs and audit. */
export function consumerContext(env: ConsumerEnv, name: string): Permitted {
  requireVariables(env);
  return {
    actor: { kind: 'system', name },
    visitor: nobody,
    db: openDatabase({ url: env.DATABASE_URL, localEndpoint: env.NEON_LOCAL }),
    objects,
    files,
    identity,
    personal: openPersonalData(env.PERSONAL_KEYS),
    payments,
    carriers,
    shop,
    clock: systemClock,
    ids: randomIds,
    requestId: randomIds.next(),
    purge: async () => undefined,
  };
}
