/** Amounts that a grant can cap. A missing one means: no cap. */
export interface Limits {
  /** Hundredths of a percent that may be taken off a bill. */
  discountBasisPoints?: number;
  refundPaise?: number;
  /** How many days back a document may be dated. */
  backDatedDays?: number;
}

export interface PermissionRule {
  /** Asks for a second factor that is not older than SECOND_FACTOR_MS: always, or above these amounts. */
  stepUp?: 'always' | Readonly<Limits>;
  /** About what belongs to no single store: only a grant for all stores gives it. */
  isCompanyWide?: true;
}

/** A refund that needs nothing but the permission. */
const SMALL_REFUND_PAISE = 200_000;

/**
 * Everything that can be allowed, as module.verb, and what it asks for besides the grant. A route or verb names one of these
 * or does not compile.
 */
export const permissionTable = {
  'system.read': {},
  'catalog.read': {},
  'catalog.import': { isCompanyWide: true },
  'catalog.export': {},
  'catalog.price': { isCompanyWide: true },
  'inventory.read': {},
  'inventory.receive': {},
  'inventory.adjust': {},
  'inventory.approve': {},
  'inventory.transfer': {},
  'inventory.count': {},
  'inventory.quarantine': {},
  'inventory.repack': {},
  'inventory.override': {},
  'inventory.recall': { isCompanyWide: true },
  'inventory.repair': { isCompanyWide: true },
  'purchasing.read': {},
  'purchasing.write': {},
  'purchasing.approve': {},
  'suppliers.write': { isCompanyWide: true },
  'pricing.read': {},
  'pricing.write': { isCompanyWide: true },
  'carts.own': {},
  'orders.place': {},
  'orders.read.own': {},
  'orders.change.own': {},
  'orders.read': {},
  'orders.take': {},
  'orders.fulfil': {},
  'orders.edit': {},
  'orders.cancel': {},
  'orders.return': {},
  'orders.below_floor': {},
  'orders.discount': {},
  'orders.refund': { stepUp: { refundPaise: SMALL_REFUND_PAISE } },
  'delivery.write': { isCompanyWide: true },
  'dealers.order': {},
  'prescriptions.read': {},
  'payments.read': {},
  'payments.confirm': {},
  'payments.reconcile': { isCompanyWide: true },
  'vouchers.read': {},
  'vouchers.issue': { isCompanyWide: true, stepUp: { refundPaise: SMALL_REFUND_PAISE } },
  'messages.read': {},
  'analytics.read': {},
  'events.read': { isCompanyWide: true },
  'events.replay': { isCompanyWide: true },
  'sagas.read': {},
  'sagas.manage': {},
  'ledger.read': {},
  'ledger.post': { stepUp: 'always' },
  'payroll.read': {},
  'payroll.run': { stepUp: 'always' },
  'campaigns.send': { isCompanyWide: true },
  'identity.sign_in': {},
  'identity.own': {},
  'profile.own': {},
  'people.read': {},
  'people.read_contact': {},
  'people.invite': {},
  'people.verify': {},
  'people.suspend': { stepUp: 'always' },
  'people.export': { stepUp: 'always', isCompanyWide: true },
  'people.erase': { stepUp: 'always', isCompanyWide: true },
  'roles.read': {},
  'roles.write': { stepUp: 'always', isCompanyWide: true },
  'roles.break_glass': { stepUp: 'always' },
  'keys.own': {},
  'keys.manage': {},
  'apps.manage': {},
  'dealers.read': {},
  'dealers.write': { isCompanyWide: true },
  'licences.read': {},
  'licences.write': {},
  'audit.read': {},
  'audit.export': { stepUp: 'always' },
  'webhooks.manage': {},
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissionTable;

export const permissions = Object.keys(permissionTable) as Permission[];

export const ruleOf = (permission: Permission): PermissionRule => permissionTable[permission];
