import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, grantTo, keyWith, personAs, personWith, testNow } from '#platform/access/actors.test-support';
import type { Grant, GrantScope } from '#platform/access/grants';
import { type Limits, type Permission, permissions, ruleOf } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import { permissionsOf, roles } from '#platform/access/roles';
import { AppError } from '#platform/errors';
import { type Given, lacksToGive } from './may-give.ts';

const pune = '0198a000-0000-7000-8000-000000000001';
const mumbai = '0198a000-0000-7000-8000-000000000002';
const nowMs = testNow.getTime();
const given = (wanted: readonly Permission[], change: Partial<Given> = {}): Given => ({
  permissions: wanted,
  scope: 'all',
  limits: {},
  expiresAtMs: null,
  ...change,
});

const anyScope: fc.Arbitrary<GrantScope> = fc.oneof(
  fc.constantFrom('all' as const, 'own' as const),
  fc.uniqueArray(fc.constantFrom(pune, mumbai), { minLength: 1 }),
);
const anyLimits: fc.Arbitrary<Limits> = fc.oneof(
  fc.constant({}),
  fc.record({ refundPaise: fc.integer({ min: 0, max: 9 }) }),
);
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  permissions: fc.uniqueArray(fc.constantFrom(...permissions), { maxLength: 8 }).map((list) => new Set(list)),
  scope: anyScope,
  limits: anyLimits,
  expiresAtMs: fc.option(fc.integer({ min: nowMs - 3, max: nowMs + 3 }), { nil: null }),
});
const anyGiven: fc.Arbitrary<Given> = fc.record({
  permissions: fc.uniqueArray(fc.constantFrom(...permissions), { minLength: 1, maxLength: 4 }),
  scope: anyScope,
  limits: anyLimits,
  expiresAtMs: fc.option(fc.integer({ min: nowMs + 1, max: nowMs + 5 }), { nil: null }),
});

const asGrant = ({ permissions: wanted, ...rest }: Given): Grant => ({ ...rest, permissions: new Set(wanted) });

function isAllowed(grants: readonly Grant[], permission: Permission, refundPaise: number, storeId?: string): boolean {
  const target = { amounts: { refundPaise }, ...(storeId !== undefined && { storeId }) };
  try {
    requirePermission(contextOf(personWith(grants)), permission, target);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

describe('what somebody may give', () => {
  it('never lets the receiver do what the giver cannot, whatever both hold', () => {
    fc.assert(
      fc.property(
        fc.array(anyGrant, { maxLength: 4 }),
        anyGiven,
        fc.integer({ min: 0, max: 12 }),
        (held, gift, paise) => {
          fc.pre(lacksToGive(personWith(held), gift, nowMs).length === 0);
          for (const permission of permissions) {
            for (const storeId of [undefined, pune, mumbai]) {
              if (!isAllowed([asGrant(gift)], permission, paise, storeId)) continue;
              expect(isAllowed(held, permission, paise, storeId)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never lasts longer than what the giver holds', () => {
    const end = fc.option(fc.integer({ min: nowMs - 3, max: nowMs + 5 }), { nil: null });
    fc.assert(
      fc.property(fc.array(end, { maxLength: 3 }), end, (ends, expiresAtMs) => {
        const held = personWith(ends.map((until) => grantTo(['orders.refund'], { expiresAtMs: until })));
        const mayGive = lacksToGive(held, given(['orders.refund'], { expiresAtMs }), nowMs).length === 0;
        const lasts = (until: number | null) => until ?? Number.POSITIVE_INFINITY;
        const inForce = ends.map(lasts).filter((until) => nowMs < until);
        expect(mayGive).toBe(inForce.length > 0 && lasts(expiresAtMs) <= Math.max(...inForce));
      }),
    );
  });

  it('is every role for an owner, and every role but the owner’s, hr’s and the accountant’s for an admin', () => {
    const givable = (giver: 'owner' | 'admin') =>
      roles.filter((role) => lacksToGive(personAs(giver), given(permissionsOf(role)), nowMs).length === 0);
    expect(givable('owner')).toEqual(roles);
    expect(roles.filter((role) => !givable('admin').includes(role))).toEqual(['owner', 'accountant', 'hr']);
  });

  it('is for a store manager a cashier in the own store, and not in another one', () => {
    const manager = personAs('store_manager', [pune]);
    const cashier = permissionsOf('cashier');
    expect(lacksToGive(manager, given(cashier, { scope: [pune] }), nowMs)).toEqual([]);
    expect(lacksToGive(manager, given(cashier, { scope: [pune, mumbai] }), nowMs)).not.toEqual([]);
    expect(lacksToGive(manager, given(cashier), nowMs)).not.toEqual([]);
    expect(lacksToGive(manager, given(permissionsOf('admin'), { scope: [pune] }), nowMs)).toContain('roles.write');
  });

  it('is not freed of a limit by leaving it out', () => {
    const limited = personWith([grantTo(['orders.discount'], { limits: { discountBasisPoints: 500 } })]);
    expect(lacksToGive(limited, given(['orders.discount']), nowMs)).toEqual(['orders.discount']);
    const within = given(['orders.discount'], { limits: { discountBasisPoints: 500 } });
    expect(lacksToGive(limited, within, nowMs)).toEqual([]);
  });

  it('is nothing for good by a role that was taken in an emergency', () => {
    const taken = personWith([grantTo(permissions, { expiresAtMs: nowMs + 60_000 })]);
    expect(lacksToGive(taken, given(['orders.refund']), nowMs)).toEqual(['orders.refund']);
    expect(lacksToGive(taken, given(['orders.refund'], { expiresAtMs: nowMs + 60_000 }), nowMs)).toEqual([]);
  });

  it('is for a key what it was lent, and for the operator nothing that asks for a second factor', () => {
    expect(lacksToGive(keyWith([grantTo(['orders.read'])]), given(['orders.read']), nowMs)).toEqual([]);
    expect(lacksToGive(keyWith([grantTo(['orders.read'])]), given(['audit.read']), nowMs)).toEqual(['audit.read']);
    const refused = lacksToGive({ kind: 'operator' }, given(permissions), nowMs);
    expect(refused).toEqual(permissions.filter((permission) => ruleOf(permission).stepUp !== undefined));
    expect(refused).toContain('roles.write');
  });
});
