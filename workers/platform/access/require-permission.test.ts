import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import type { Actor } from './actor.ts';
import { contextOf, grantTo, keyWith, personAs, personId, personWith, testNow } from './actors.test-support.ts';
import type { Grant, GrantScope } from './grants.ts';
import { type Limits, type Permission, permissions, ruleOf } from './permission-table.ts';
import { allows, reachOf, requirePermission, SECOND_FACTOR_MS, type Target } from './require-permission.ts';
import { everybody } from './roles.ts';

const pune = '0198a000-0000-7000-8000-000000000001';
const mumbai = '0198a000-0000-7000-8000-000000000002';
const somebodyElse = '0198a000-0000-7000-8000-0000000000a2';
const nowMs = testNow.getTime();

/** What becomes of a request: `allowed`, or the code of the refusal. */
function verdict(actor: Actor, permission: Permission, target?: Target): string {
  const ctx: Context = contextOf(actor);
  try {
    requirePermission(ctx, permission, target);
    return 'allowed';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const withSteps = permissions.filter((permission) => ruleOf(permission).stepUp === 'always');
const plain = permissions.filter((permission) => ruleOf(permission).stepUp === undefined && !everybody.has(permission));

const anyScope: fc.Arbitrary<GrantScope> = fc.oneof(
  fc.constantFrom('all' as const, 'own' as const),
  fc.uniqueArray(fc.constantFrom(pune, mumbai), { minLength: 1 }),
);
const amount = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined });
const anyLimits: fc.Arbitrary<Limits> = fc
  .record({ discountBasisPoints: amount, refundPaise: amount, backDatedDays: amount })
  .map((limits) => Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)));
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  permissions: fc.uniqueArray(fc.constantFrom(...permissions), { maxLength: 6 }).map((list) => new Set(list)),
  scope: anyScope,
  limits: anyLimits,
  expiresAtMs: fc.option(fc.integer({ min: nowMs - 5, max: nowMs + 5 }), { nil: null }),
});
const anyTarget: fc.Arbitrary<Target> = fc
  .record({
    storeId: fc.option(fc.constantFrom(pune, mumbai), { nil: undefined }),
    personId: fc.option(fc.constantFrom(personId, somebodyElse), { nil: undefined }),
    amounts: anyLimits,
  })
  .map(({ storeId, personId: whose, amounts }) => ({
    amounts,
    ...(storeId !== undefined && { storeId }),
    ...(whose !== undefined && { personId: whose }),
  }));
const anyPermission = fc.constantFrom(...permissions);

describe('whoever has not said who they are', () => {
  it('may do what everybody may, and is asked to sign in for everything else', () => {
    for (const permission of permissions) {
      expect(verdict({ kind: 'anonymous' }, permission)).toBe(
        everybody.has(permission) ? 'allowed' : 'unauthenticated',
      );
    }
  });
});

describe('a grant for all stores', () => {
  it('holds in every store and for every person', () => {
    const actor = personWith([grantTo(['orders.read'])]);
    for (const target of [{}, { storeId: pune }, { personId: somebodyElse }]) {
      expect(verdict(actor, 'orders.read', target)).toBe('allowed');
    }
  });
});

describe('a grant for some stores', () => {
  const actor = personWith([grantTo(['orders.read'], { scope: [pune] })]);

  it('holds in those stores, however their ids are written, and in no other', () => {
    expect(verdict(actor, 'orders.read', { storeId: pune })).toBe('allowed');
    expect(verdict(actor, 'orders.read', { storeId: pune.toUpperCase() })).toBe('allowed');
    expect(verdict(actor, 'orders.read', { storeId: mumbai })).toBe('forbidden');
  });

  it('holds for its holder, and for nobody who is in no store of it', () => {
    expect(verdict(actor, 'orders.read', { personId })).toBe('allowed');
    expect(verdict(actor, 'orders.read', { personId: somebodyElse })).toBe('forbidden');
  });
});

describe('a grant for what is one’s own', () => {
  it('never reaches the record of somebody else, nor a store, whatever else is asked for', () => {
    fc.assert(
      fc.property(fc.array(anyGrant, { maxLength: 5 }), anyPermission, anyLimits, (grants, permission, amounts) => {
        fc.pre(!everybody.has(permission));
        const actor = personWith(grants.map((grant) => ({ ...grant, scope: 'own' })));
        expect(verdict(actor, permission, { personId: somebodyElse, amounts })).toBe('forbidden');
        expect(verdict(actor, permission, { storeId: pune, amounts })).toBe('forbidden');
        expect(verdict(actor, permission, { storeId: pune, personId: somebodyElse, amounts })).toBe('forbidden');
      }),
    );
  });

  it('reaches what is theirs', () => {
    const actor = personAs('customer', 'own');
    expect(verdict(actor, 'profile.own', { personId })).toBe('allowed');
    expect(verdict(actor, 'profile.own')).toBe('allowed');
  });
});

describe('what belongs to the whole company', () => {
  const companyWide = permissions.filter((permission) => ruleOf(permission).isCompanyWide);
  const holding = (permission: Permission, scope: GrantScope) => personWith([grantTo([permission], { scope })]);

  it('is prices, the catalogue, roles and their like, and no grant of a store or of one’s own gives it', () => {
    expect(companyWide).toEqual(expect.arrayContaining(['catalog.price', 'catalog.import', 'roles.write']));
    for (const permission of companyWide) {
      expect(verdict(holding(permission, [pune]), permission)).toBe('forbidden');
      expect(verdict(holding(permission, [pune]), permission, { storeId: pune })).toBe('forbidden');
      expect(verdict(holding(permission, 'own'), permission)).toBe('forbidden');
      expect(verdict(holding(permission, 'all'), permission)).not.toBe('forbidden');
    }
  });
});

describe('a limit', () => {
  const cashier = personWith([grantTo(['orders.discount'], { limits: { discountBasisPoints: 500 } })]);

  it('is allowed to the last paisa, point or day and refused beyond', () => {
    for (const name of ['discountBasisPoints', 'refundPaise', 'backDatedDays'] as const) {
      const actor = personWith([grantTo(['orders.discount'], { limits: { [name]: 500 } })]);
      expect(verdict(actor, 'orders.discount', { amounts: { [name]: 500 } })).toBe('allowed');
      expect(verdict(actor, 'orders.discount', { amounts: { [name]: 501 } })).toBe('forbidden');
    }
  });

  it('caps its own amount and no other', () => {
    expect(verdict(cashier, 'orders.discount', { amounts: { backDatedDays: 300 } })).toBe('allowed');
  });

  it('is not summed over grants: one of them must cover all that is asked for', () => {
    const actor = personWith([
      grantTo(['orders.discount'], { scope: [pune], limits: { discountBasisPoints: 500 } }),
      grantTo(['orders.discount'], { scope: [mumbai], limits: { discountBasisPoints: 2000 } }),
    ]);
    const amounts = { discountBasisPoints: 1500 };
    expect(verdict(actor, 'orders.discount', { storeId: mumbai, amounts })).toBe('allowed');
    expect(verdict(actor, 'orders.discount', { storeId: pune, amounts })).toBe('forbidden');
  });
});

describe('a grant that ends', () => {
  it('holds to its last millisecond and not at its end', () => {
    const until = (expiresAtMs: number) => personWith([grantTo(['orders.read'], { expiresAtMs })]);
    expect(verdict(until(nowMs + 1), 'orders.read')).toBe('allowed');
    expect(verdict(until(nowMs), 'orders.read')).toBe('forbidden');
    expect(reachOf(until(nowMs), 'orders.read', nowMs)).toBeUndefined();
  });
});

describe('a second factor', () => {
  const ageMs = (age: number) => personAs('owner', 'all', { secondFactorAtMs: nowMs - age });

  it('counts for exactly five minutes', () => {
    for (const permission of withSteps) {
      expect(verdict(ageMs(SECOND_FACTOR_MS), permission)).toBe('allowed');
      expect(verdict(ageMs(SECOND_FACTOR_MS + 1), permission)).toBe('second_factor_required');
    }
  });

  it('is asked of whoever never showed one, and says for what and how fresh', () => {
    expect(() =>
      requirePermission(contextOf(personAs('owner', 'all', { secondFactorAtMs: null })), 'roles.write'),
    ).toThrow(
      expect.objectContaining({
        code: 'second_factor_required',
        extensions: { permission: 'roles.write', maxAgeSeconds: 300 },
      }) as AppError,
    );
  });

  it('is asked for above an amount and not up to it', () => {
    const actor = personAs('accountant', 'all', { secondFactorAtMs: null });
    expect(verdict(actor, 'orders.refund', { amounts: { refundPaise: 200_000 } })).toBe('allowed');
    expect(verdict(actor, 'orders.refund', { amounts: { refundPaise: 200_001 } })).toBe('second_factor_required');
  });

  it('can be shown by nothing but a person in a session of their own: no app, no key, no operator', () => {
    const grants = [grantTo(permissions)];
    const app = personWith(grants, { clientId: 'app' });
    for (const permission of withSteps) {
      for (const actor of [app, keyWith(grants), { kind: 'operator' } as const]) {
        expect(verdict(actor, permission)).toBe('second_factor_required');
      }
    }
    for (const permission of plain) {
      for (const actor of [app, keyWith(grants), { kind: 'operator' } as const]) {
        expect(verdict(actor, permission)).toBe('allowed');
      }
    }
  });

  it('is asked for after the permission, so that nobody learns by it what they may not do', () => {
    expect(verdict(personAs('cashier', 'all', { secondFactorAtMs: null }), 'roles.write')).toBe('forbidden');
  });

  it('of a clock ahead of ours does not count for longer', () => {
    const ahead = personAs('owner', 'all', { secondFactorAtMs: nowMs + 24 * 3_600_000 });
    expect(verdict(ahead, 'roles.write')).toBe('second_factor_required');
  });
});

describe('several grants', () => {
  const grants = fc.array(anyGrant, { maxLength: 4 });

  it('never allow less than some of them', () => {
    fc.assert(
      fc.property(grants, grants, anyPermission, anyTarget, (some, more, permission, target) => {
        fc.pre(verdict(personWith(some), permission, target) === 'allowed');
        expect(verdict(personWith([...more, ...some]), permission, target)).toBe('allowed');
      }),
    );
  });

  /** Grants and a permission that stands in one of them: of all others nothing can be shown. */
  const withOneOfTheirs = grants.chain((all) => {
    const [first = 'orders.read', ...more] = all
      .flatMap(({ permissions: held }) => [...held])
      .filter((permission) => !everybody.has(permission));
    return fc.tuple(fc.constant(all), fc.constantFrom(first, ...more));
  });

  it('never allow what none of them allows', () => {
    fc.assert(
      fc.property(withOneOfTheirs, anyTarget, ([all, permission], target) => {
        fc.pre(verdict(personWith(all), permission, target) === 'allowed');
        expect(all.some((grant) => verdict(personWith([grant]), permission, target) === 'allowed')).toBe(true);
      }),
    );
  });

  it('reach every store in which they allow something, and no other', () => {
    fc.assert(
      fc.property(grants, fc.constantFrom(...plain), fc.constantFrom(pune, mumbai), (all, permission, storeId) => {
        const actor = personWith(all);
        const reach = reachOf(actor, permission, nowMs);
        const reaches = reach?.kind === 'all' || (reach?.kind === 'stores' && reach.storeIds.includes(storeId));
        expect(reaches).toBe(verdict(actor, permission, { storeId }) === 'allowed');
        expect(allows(actor, permission, nowMs)).toBe(reach !== undefined);
      }),
    );
  });
});

describe('the platform itself', () => {
  it('may do everything: queues and alarms act on what was allowed before', () => {
    for (const permission of permissions) expect(verdict({ kind: 'system', name: 'test' }, permission)).toBe('allowed');
  });
});

describe('a check', () => {
  it('takes microseconds, also with many grants', () => {
    const ctx = contextOf(personWith(Array.from({ length: 20 }, () => grantTo(['orders.read'], { scope: [pune] }))));
    const rounds = 20_000;
    const startedAt = performance.now();
    for (let round = 0; round < rounds; round++) requirePermission(ctx, 'orders.read', { storeId: pune });
    // A busy machine takes ten times as long as an idle one; a check that asked somebody else would take a thousand times.
    expect(((performance.now() - startedAt) / rounds) * 1000).toBeLessThan(100);
  });
});
