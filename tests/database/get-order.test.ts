import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getOrder } from '#modules/orders';
import type { Actor, PersonActor } from '#platform/access/actor';
import { recordScopeOf } from '#platform/access/record-scope';
import { permissionsOf, type Role } from '#platform/access/roles';
import { testContext } from '#platform/context.test-support';
import { writeFacts } from '#platform/facts';
import { hashSecret, randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { arnica, placedOrder, recordsOf, storeId } from './placed-orders.ts';

const buyer = randomIds.next();
const order = placedOrder([{ productId: arnica, quantity: 2, totalPaise: 19_800 }]);
const { orderId } = order;
const token = 'order_token-of-the-buyer';

const person = (role: Role, scope: 'own' | readonly string[], change: Partial<PersonActor> = {}): PersonActor => ({
  kind: 'person',
  personId: randomIds.next(),
  sessionId: randomIds.next(),
  grants: [{ permissions: new Set(permissionsOf(role)), scope, limits: {}, expiresAtMs: null }],
  secondFactorAtMs: null,
  clientId: null,
  ...change,
});

describe.each(engines)('getOrder on $name', (kind) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await kind.start();
    const tokenHash = await hashSecret(token);
    const facts = (await recordsOf(testContext().personal, order)).map((fact) =>
      fact.table === 'orders' ? { ...fact, row: { ...fact.row, person_id: buyer, token_hash: tokenHash } } : fact,
    );
    await engine.db.batch(writeFacts(facts));
  });
  afterAll(() => engine.stop());

  /** As the gateway opens it: the records hold to the actor's scope. */
  const ask = (actor: Actor, sent?: string) => {
    const db = engine.db.within(recordScopeOf(actor, Date.now()));
    return getOrder(testContext({ actor, db }), { orderId, token: sent });
  };

  it('opens to its token, whoever sends it, in one round trip', async () => {
    const before = engine.db.roundTrips;
    expect(await ask({ kind: 'anonymous' }, token)).toMatchObject({
      id: orderId,
      lines: [{ quantity: 2 }],
      payments: [{}],
    });
    expect(engine.db.roundTrips - before).toBe(1);
    expect(await ask(person('customer', 'own'), token)).toMatchObject({ id: orderId });
  });

  it('opens without a token to the account that ordered and to staff of its store', async () => {
    for (const actor of [person('customer', 'own', { personId: buyer }), person('cashier', [storeId])]) {
      expect(await ask(actor)).toMatchObject({ id: orderId, lines: [{ quantity: 2 }] });
    }
    expect(await ask({ kind: 'operator' })).toMatchObject({ id: orderId });
  });

  it('is not there for anybody else, nor for a wrong token', async () => {
    for (const actor of [
      person('customer', 'own'),
      person('cashier', [randomIds.next()]),
      person('marketer', [storeId]),
    ]) {
      await expect(ask(actor)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(ask({ kind: 'anonymous' }, 'guessed')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask({ kind: 'anonymous' })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is not there for an app that was not lent the profile, although it acts for the buyer', async () => {
    const app = person('customer', 'own', { personId: buyer, clientId: 'app', grants: [] });
    await expect(ask(app)).rejects.toMatchObject({ code: 'not_found' });
  });
});
