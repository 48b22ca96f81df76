import { systemClock } from './clock.ts';
import { nobody, type Permitted } from './context.ts';
import { memoryFiles } from './files.ts';
import { randomIds } from './ids.ts';
import { type PersonalKeys, sealer } from './seal.ts';

const key = (character: string): string => btoa(character.repeat(32));

/** Keys that protect nothing. */
export const testPersonalKeys: PersonalKeys = { current: 'test', masterKeys: { test: key('t') }, indexKey: key('i') };

const unreachable = <T extends object>(what: string): T =>
  new Proxy({} as T, {
    get: (_, name) => {
      throw new Error(`This test has no ${what} (asked for ${String(name)})`);
    },
  });

/** A context of the platform itself, in which everything that a test does not bring is out of reach. */
export const testContext = (brought: Partial<Permitted> = {}): Permitted => ({
  actor: { kind: 'system', name: 'test' },
  visitor: nobody,
  db: unreachable('database'),
  objects: unreachable('objects'),
  files: memoryFiles(),
  identity: unreachable('identity Worker'),
  personal: sealer(testPersonalKeys),
  payments: unreachable('payment providers'),
  carriers: unreachable('carriers'),
  shop: { name: 'Tincture', url: 'https://shop.example' },
  clock: systemClock,
  ids: randomIds,
  requestId: 'test',
  purge: async () => undefined,
  ...brought,
});
