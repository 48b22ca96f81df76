import type { Actor, Context } from './context.ts';
import { AppError } from './errors.ts';

/** Everything that can be allowed, as module.verb. A route or verb names one of these or does not compile. */
const permissions = [
  'system.read',
  'catalog.read',
  'catalog.import',
  'catalog.export',
  'catalog.price',
  'inventory.receive',
  'inventory.read',
  'carts.own',
  'orders.place',
  'orders.read.own',
  'messages.read',
  'analytics.read',
  'events.replay',
] as const;
export type Permission = (typeof permissions)[number];

const anonymous: ReadonlySet<Permission> = new Set<Permission>([
  'system.read',
  'catalog.read',
  'carts.own',
  'orders.place',
  'orders.read.own',
]);

/** What each kind of actor may do. The default is nothing. */
const grants: Record<Actor['kind'], ReadonlySet<Permission>> = {
  anonymous,
  operator: new Set(permissions),
  system: new Set(permissions),
};

export const allows = (actor: Actor, permission: Permission): boolean => grants[actor.kind].has(permission);

/** Throws `unauthenticated` for a stranger and `forbidden` for anybody else who lacks the permission. */
export function requirePermission(ctx: Pick<Context, 'actor'>, permission: Permission): void {
  if (allows(ctx.actor, permission)) return;
  if (ctx.actor.kind === 'anonymous') throw new AppError('unauthenticated', `This needs the permission ${permission}.`);
  throw new AppError('forbidden', `You lack the permission ${permission}.`);
}
