import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#db/client';
import type { SamplePerson } from '../../db/seed/people.ts';
import { addAccounts } from '../../scripts/runtime/sample-accounts.ts';
import { routes } from '../../workers/gateway/rest/routes.ts';
import type { Route } from '../../workers/gateway/routing/define-route.ts';
import { type ActorUnderTest, mayUse, openActors } from '../authorization/actors.ts';
import { type Belonging, type Belongings, makeBelongings } from '../authorization/belongings.ts';
import { fingerprint } from '../authorization/fingerprint.ts';
import { call } from '../shopper.ts';

/** Another customer, and a cashier of another store: the same roles, other records. */
const strangersToEachOther: readonly SamplePerson[] = [
  {
    email: 'other-customer@matrix.example',
    name: 'Other Customer',
    role: 'customer',
    stores: 'own',
    password: 'a passphrase of the matrix',
  },
  {
    email: 'other-cashier@matrix.example',
    name: 'Other Cashier',
    role: 'cashier',
    stores: ['BLR'],
    password: 'a passphrase of the matrix',
  },
  {
    email: 'other-partner@matrix.example',
    name: 'Other Partner',
    role: 'partner',
    stores: 'own',
    password: 'a passphrase of the matrix',
  },
];

/** So long a session that has ended may still be known in some isolate. */
const REVOCATION_MS = 5_000;
const REFUSALS = new Set([401, 403, 404]);
/** What stands for a parameter that names no record of ours. */
const anything: Record<string, string> = {
  handle: 'nothing-like-it',
  slug: 'nothing-like-it',
  kind: 'prices',
  consumer: 'campaigns',
  provider: 'google',
};
const NOBODYS_ID = '019b76da-a800-7cb2-a0c0-eb02f1af4e4d';

const parametersOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

function addressOf({ spec }: Route, belongings: Belongings): string {
  return spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(belongings.get(name)?.value ?? anything[name] ?? NOBODYS_ID),
  );
}

/** Whether a record is out of an actor's reach although his role may do such things. */
function isForeign(actor: ActorUnderTest, { ownerId, store }: Belonging): boolean {
  if (ownerId === null && store === null) return false;
  if (ownerId !== null && ownerId === actor.personId) return false;
  if (actor.stores === 'own') return true;
  if (actor.stores === 'all') return false;
  return store !== null && !actor.stores.includes(store);
}

/** Everything under /v1/me and /v1/auth is about whoever asks, whatever their role. */
const isPersonal = (path: string): boolean => /^\/v1\/(?:me|auth)\//.test(path);

/** Checkouts are managed by whoever manages every store, without the token that opens the cart to its buyer. */
const needsToken = (path: string): boolean => !path.startsWith('/v1/admin/checkouts/');

/** Everything under /v1/dealer is about the firm that whoever asks orders for. */
const isOfNoFirm = ({ role }: ActorUnderTest, path: string): boolean =>
  path.startsWith('/v1/dealer/') && role !== 'dealer';

type Verdict = 'refused' | 'open';

function verdictOf(actor: ActorUnderTest, { spec }: Route, belongings: Belongings): Verdict {
  if (!mayUse(actor, spec.permission)) return 'refused';
  const records = parametersOf(spec.path).flatMap((name) => belongings.get(name) ?? []);
  const isOthers = records.some(
    (record) =>
      isForeign(actor, record) ||
      (isPersonal(spec.path) && record.ownerId !== actor.personId) ||
      (record.ownerId === 'whoever holds the token' && needsToken(spec.path)),
  );
  return isOthers ? 'refused' : 'open';
}

describe('the authorization matrix', () => {
  const shop = inject('shop');
  const db = openDatabase(shop.database);
  let actors: ActorUnderTest[] = [];
  let belongings: Belongings = new Map();

  beforeAll(async () => {
    await addAccounts(shop.database, shop.secrets, strangersToEachOther);
    actors = await openActors(shop, strangersToEachOther);
    belongings = await makeBelongings(shop, actors);
    await new Promise((resolve) => setTimeout(resolve, REVOCATION_MS));
  }, 300_000);

  function ask(actor: ActorUnderTest, route: Route) {
    const { method, example } = route.spec;
    const query = new URLSearchParams(example?.query).toString();
    const path = `${addressOf(route, belongings)}${query === '' ? '' : `?${query}`}`;
    const body = method === 'get' ? undefined : (example?.body ?? {});
    return call(shop, method.toUpperCase(), path, {
      headers: { ...example?.headers, ...actor.headers },
      ...(body !== undefined && { body }),
    });
  }

  it('refuses every actor on every route that is not theirs, and nothing changes', { timeout: 300_000 }, async () => {
    const before = await fingerprint(db);
    const leaks: string[] = [];
    let asked = 0;
    for (const route of routes) {
      for (const actor of actors) {
        if (verdictOf(actor, route, belongings) === 'open') continue;
        asked += 1;
        const { status, text } = await ask(actor, route);
        const where = `${actor.name}: ${route.spec.method} ${route.spec.path} -> ${status}`;
        if (!REFUSALS.has(status)) leaks.push(`${where} ${text.slice(0, 120)}`);
        else if (actor.isWorthless && status !== 401) leaks.push(`${where}: a worthless credential is told 401`);
      }
    }
    expect(leaks).toEqual([]);
    expect(await fingerprint(db)).toEqual(before);
    expect(asked).toBeGreaterThan(routes.length * 5);
    console.log(`authorization matrix: ${routes.length} routes x ${actors.length} actors, ${asked} refusals, 0 leaks`);
  });

  it('lets everybody read what is theirs', { timeout: 300_000 }, async () => {
    const locked: string[] = [];
    let open = 0;
    for (const route of routes.filter(({ spec }) => spec.method === 'get')) {
      for (const actor of actors) {
        if (verdictOf(actor, route, belongings) === 'refused' || isOfNoFirm(actor, route.spec.path)) continue;
        const { status, json } = await ask(actor, route);
        const needsFactor = json.code === 'second_factor_required';
        if (status === 401 || status >= 500 || (status === 403 && !needsFactor)) {
          locked.push(`${actor.name}: ${route.spec.path} -> ${status} ${String(json.detail)}`);
        }
        if (status === 200) open += 1;
      }
    }
    expect(locked).toEqual([]);
    expect(open).toBeGreaterThan(100);
  });
});
