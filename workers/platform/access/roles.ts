import { type Permission, permissions } from './permission-table.ts';

/** What a visitor may do without saying who they are. Everybody else may do it too. */
export const everybody: ReadonlySet<Permission> = new Set<Permission>([
  'system.read',
  'catalog.read',
  'carts.own',
  'orders.place',
  'orders.read.own',
  'identity.sign_in',
]);

const account: readonly Permission[] = ['identity.own', 'profile.own'];
const counter: readonly Permission[] = ['orders.read', 'orders.discount', 'inventory.read', 'licences.read'];

/** The company's own roles. More can be made in the database, of the same permissions. */
export const roleTable = {
  owner: permissions,
  admin: permissions.filter((permission) => permission !== 'payroll.run' && permission !== 'ledger.post'),
  store_manager: [
    ...account,
    ...counter,
    'orders.refund',
    'inventory.receive',
    'analytics.read',
    'messages.read',
    'people.read',
    'people.invite',
    'people.verify',
    'dealers.read',
    'licences.write',
    'audit.read',
    'roles.break_glass',
  ],
  cashier: [...account, ...counter],
  warehouse: [...account, 'inventory.read', 'inventory.receive', 'orders.read', 'licences.read'],
  accountant: [
    ...account,
    'orders.read',
    'ledger.read',
    'ledger.post',
    'analytics.read',
    'audit.read',
    'dealers.read',
    'orders.refund',
  ],
  hr: [...account, 'people.read', 'people.read_contact', 'people.invite', 'payroll.read', 'payroll.run'],
  marketer: [...account, 'campaigns.send', 'messages.read', 'analytics.read', 'catalog.export'],
  analyst: [...account, 'analytics.read', 'inventory.read', 'catalog.export'],
  doctor: account,
  dealer: [...account, 'keys.own'],
  customer: account,
  partner: [...account, 'keys.own', 'webhooks.manage', 'apps.manage'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roleTable;
export const roles = Object.keys(roleTable) as Role[];

/** Roles whose holders work for the company: they may not be given by signing up. */
export const staffRoles: ReadonlySet<Role> = new Set<Role>([
  'owner',
  'admin',
  'store_manager',
  'cashier',
  'warehouse',
  'accountant',
  'hr',
  'marketer',
  'analyst',
]);

export const permissionsOf = (role: Role): readonly Permission[] => roleTable[role];
