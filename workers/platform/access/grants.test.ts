import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GrantClaim, GrantClaimSchema, grantOf, MAX_GRANT_STORES, narrowGrants } from './grants.ts';
import { type Permission, permissions } from './permission-table.ts';
import { everybody, permissionsOf, type Role, roles, staffRoles } from './roles.ts';

const anyPermissions = fc.uniqueArray(fc.constantFrom(...permissions), { maxLength: 10 });
const anyClaim: fc.Arbitrary<GrantClaim> = fc
  .record({
    role: fc.option(fc.constantFrom(...roles), { nil: undefined }),
    permissions: fc.option(anyPermissions, { nil: undefined }),
    scope: fc.oneof(
      fc.constantFrom('all' as const, 'own' as const),
      fc.uniqueArray(fc.uuid({ version: 7 }), { minLength: 1, maxLength: 5 }),
    ),
    limits: fc.option(fc.record({ refundPaise: fc.nat() }), { nil: undefined }),
    until: fc.option(fc.nat(), { nil: undefined }),
  })
  .map((claim) => Object.fromEntries(Object.entries(claim).filter(([, value]) => value !== undefined)) as GrantClaim);

describe('a grant in a token', () => {
  it('is the same grant after the journey as JSON', () => {
    fc.assert(
      fc.property(anyClaim, (claim) => {
        const arrived = GrantClaimSchema.parse(JSON.parse(JSON.stringify(claim)));
        expect(grantOf(arrived)).toEqual(grantOf(claim));
        expect(grantOf(arrived)).toEqual({
          permissions: new Set([...(claim.role ? permissionsOf(claim.role) : []), ...(claim.permissions ?? [])]),
          scope: claim.scope,
          limits: claim.limits ?? {},
          expiresAtMs: claim.until === undefined ? null : claim.until * 1000,
        });
      }),
    );
  });

  it.each([
    ['a role that does not exist', { role: 'emperor', scope: 'all' }],
    ['a permission that does not exist', { permissions: ['orders.steal'], scope: 'all' }],
    ['a scope that does not exist', { role: 'owner', scope: 'galaxy' }],
    ['no store', { role: 'owner', scope: [] }],
    ['what is no store', { role: 'owner', scope: ['*'] }],
    ['too many stores', { role: 'owner', scope: Array(MAX_GRANT_STORES + 1).fill(crypto.randomUUID()) }],
    ['a negative limit', { role: 'owner', scope: 'all', limits: { refundPaise: -1 } }],
    ['an unknown limit', { role: 'owner', scope: 'all', limits: { everything: 1 } }],
    ['a field that is not known', { role: 'owner', scope: 'all', operator: true }],
  ])('is refused with %s', (_, claim) => {
    expect(GrantClaimSchema.safeParse(claim).success).toBe(false);
  });
});

describe('narrowGrants', () => {
  it('leaves what was lent of what is held, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 4 }), anyPermissions, (claims, lent) => {
        const held = claims.map(grantOf);
        const narrowed = narrowGrants(held, new Set(lent));
        expect(narrowed).toHaveLength(held.length);
        for (const [index, { permissions: left, ...rest }] of narrowed.entries()) {
          const { permissions: before, ...unchanged } = held[index] ?? { permissions: new Set<Permission>() };
          expect(rest).toEqual(unchanged);
          for (const permission of permissions) {
            expect(left.has(permission)).toBe(before.has(permission) && lent.includes(permission));
          }
        }
      }),
    );
  });
});

describe('the roles of the company', () => {
  const holders = (permission: Permission): Role[] => roles.filter((role) => permissionsOf(role).includes(permission));

  it('are thirteen, of which nine work for it', () => {
    expect(roles).toHaveLength(13);
    expect(staffRoles.size).toBe(9);
  });

  it('let everybody with an account keep it', () => {
    for (const role of roles)
      expect(permissionsOf(role)).toEqual(expect.arrayContaining(['identity.own', 'profile.own']));
  });

  it('name each permission once', () => {
    for (const role of roles) expect(new Set(permissionsOf(role)).size).toBe(permissionsOf(role).length);
  });

  it('leave roles to owner and admin, payroll to owner and hr, the ledger to owner and accountant', () => {
    expect(holders('roles.write')).toEqual(['owner', 'admin']);
    expect(holders('payroll.run')).toEqual(['owner', 'hr']);
    expect(holders('ledger.post')).toEqual(['owner', 'accountant']);
    expect(holders('people.erase')).toEqual(['owner', 'admin']);
  });

  it('give those who do not work here nothing of the company', () => {
    const own = new Set<Permission>([
      ...everybody,
      'identity.own',
      'profile.own',
      'keys.own',
      'webhooks.manage',
      'apps.manage',
      'dealers.order',
    ]);
    for (const role of roles.filter((name) => !staffRoles.has(name))) {
      expect(permissionsOf(role).filter((permission) => !own.has(permission))).toEqual([]);
    }
  });
});
