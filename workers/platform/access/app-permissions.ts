import { type Permission, permissions, ruleOf } from './permission-table.ts';

/** Rights over accounts, over other people's access and over programs: an app that had one could widen its own. */
const neverLent: ReadonlySet<Permission> = new Set<Permission>([
  'identity.own',
  'identity.sign_in',
  'keys.own',
  'keys.manage',
  'apps.manage',
  'webhooks.manage',
  'people.invite',
  'people.verify',
  'people.suspend',
  'people.export',
  'people.erase',
  'roles.read',
  'roles.write',
  'roles.break_glass',
  'events.read',
  'events.replay',
  'sagas.manage',
  'inventory.repair',
  'payments.confirm',
  'prescriptions.read',
  'audit.read',
  'audit.export',
]);

/** What an app may ever ask for: nothing that may need a second factor, which an app can never show. */
export const appPermissions: readonly Permission[] = permissions.filter(
  (permission) => !neverLent.has(permission) && ruleOf(permission).stepUp === undefined,
);
