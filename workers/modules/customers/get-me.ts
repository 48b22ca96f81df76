import type { Actor } from '#platform/access/actor';
import { permissions } from '#platform/access/permission-table';
import { recordScopeOf } from '#platform/access/record-scope';
import { allows, requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { Me } from '#platform/identity-door';
import { ownPersonId } from './own-account.ts';
import { readPerson } from './read-person.ts';
import type { MeView } from './schemas.ts';

/** Who asks: profile, ways to sign in, and what they may do here. */
export async function getMe(ctx: Context): Promise<MeView> {
  requirePermission(ctx, 'profile.own');
  const personId = ownPersonId(ctx);
  const [person, account] = await Promise.all([readPerson(ctx.db, ctx.personal, personId), readAccount(ctx, personId)]);
  const { kind, language, createdAt } = person.row;
  const nowMs = ctx.clock.now().getTime();
  const { emailVerified, hasPassword, secondFactor, recoveryCodesLeft, linked } = account;
  return {
    personId,
    kind,
    name: person.name ?? '',
    email: person.email ?? '',
    phone: person.phone,
    language,
    createdAt: new Date(createdAt).toISOString(),
    emailVerified,
    hasPassword,
    secondFactor,
    recoveryCodesLeft,
    linked: linked.map(({ provider, linkedAt }) => ({ provider, linkedAt: new Date(linkedAt).toISOString() })),
    permissions: permissionsHeld(ctx.actor, nowMs),
    stores: storesOf(ctx.actor, nowMs),
  };
}

/** A key has no session to ask with, only an owner. */
async function readAccount({ actor, identity }: Permitted, personId: string): Promise<Me> {
  if (actor.kind === 'person') return orThrow(await identity.me({ personId, sessionId: actor.sessionId }));
  return orThrow(await identity.describeAccount(personId)).account;
}

const permissionsHeld = (actor: Actor, nowMs: number): MeView['permissions'] =>
  permissions.filter((permission) => allows(actor, permission, nowMs));

function storesOf(actor: Actor, nowMs: number): MeView['stores'] {
  const { storeIds } = recordScopeOf(actor, nowMs);
  return storeIds === 'all' ? 'all' : [...storeIds];
}
