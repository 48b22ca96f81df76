import { type Permission, permissions } from './permission-table.ts';

/** What a visitor may do without saying who they are. Everybody else may do it too. */
export const everybody: ReadonlySet<Permission> = new Set<Permission>([
  'system.read',
  'catalog.read',
  'carts.own',
  'orders.place',
  'orders.read.own',
  'orders.change.own',
  'identity.sign_in',
]);

const account: readonly Permission[] = ['identity.own', 'profile.own'];
const counter: readonly Permission[] = [
  'orders.read',
  'orders.take',
  'orders.discount',
  'orders.return',
  'payments.read',
  'payments.confirm',
  'vouchers.read',
  'pricing.read',
  'inventory.read',
  'licences.read',
];
const shelves: readonly Permission[] = [
  'inventory.receive',
  'inventory.transfer',
  'inventory.count',
  'inventory.quarantine',
  'inventory.repack',
  'orders.fulfil',
];

/** The company's own roles. More can be made in the database, of the same permissions. */
export const roleTable = {
  owner: permissions,
  admin: permissions.filter((permission) => permission !== 'payroll.run' && permission !== 'ledger.post'),
  store_manager: [
    ...account,
    ...counter,
    ...shelves,
    'orders.refund',
    'orders.edit',
    'orders.cancel',
    'orders.below_floor',
    'inventory.adjust',
    'inventory.approve',
    'inventory.override',
    'purchasing.read',
    'purchasing.write',
    'prescriptions.read',
    'sagas.read',
    'sagas.manage',
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
  warehouse: [...account, 'inventory.read', ...shelves, 'purchasing.read', 'orders.read', 'licences.read'],
  accountant: [
    ...account,
    'orders.read',
    'ledger.read',
    'ledger.post',
    'analytics.read',
    'audit.read',
    'dealers.read',
    'orders.refund',
    'payments.read',
    'payments.confirm',
    'payments.reconcile',
    'vouchers.read',
    'purchasing.read',
    'purchasing.approve',
    'pricing.read',
    'sagas.read',
  ],
  hr: [...account, 'people.read', 'people.read_contact', 'people.invite', 'payroll.read', 'payroll.run'],
  marketer: [...account, 'pricing.read', 'campaigns.send', 'messages.read', 'analytics.read', 'catalog.export'],
  analyst: [...account, 'analytics.read', 'inventory.read', 'catalog.export'],
  doctor: account,
  dealer: [...account, 'keys.own', 'dealers.order'],
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
