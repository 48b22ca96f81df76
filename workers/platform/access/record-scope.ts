import type { RecordScope } from '#db/record-scope';
import { type Actor, personOf } from './actor.ts';
import type { Permission } from './permission-table.ts';
import { reachOfAny } from './require-permission.ts';

/** Permissions whose records stand in a store, or are the company's own and open where a grant holds everywhere. */
const storeRecords: readonly Permission[] = [
  'orders.read',
  'orders.discount',
  'orders.refund',
  'orders.take',
  'orders.fulfil',
  'orders.edit',
  'orders.cancel',
  'orders.return',
  'prescriptions.read',
  'payments.read',
  'payments.confirm',
  'payments.reconcile',
  'vouchers.read',
  'inventory.read',
  'inventory.receive',
  'inventory.adjust',
  'inventory.approve',
  'inventory.transfer',
  'inventory.count',
  'inventory.quarantine',
  'inventory.repack',
  'inventory.recall',
  'inventory.repair',
  'purchasing.read',
  'purchasing.write',
  'purchasing.approve',
  'analytics.read',
  'messages.read',
  'ledger.read',
  'audit.read',
  'audit.export',
  'licences.read',
  'licences.write',
  'events.read',
  'events.replay',
  'sagas.read',
  'sagas.manage',
];

/** Permissions about other people's accounts: orders of a store alone do not open the register. */
const peopleRecords: readonly Permission[] = [
  'people.read',
  'people.read_contact',
  'people.invite',
  'people.verify',
  'people.suspend',
  'people.export',
  'people.erase',
  'roles.read',
  'roles.write',
  'keys.manage',
  'dealers.read',
  'dealers.write',
];

/** The rows that the records may show an actor at all, whatever a verb asks for: the net under a forgotten filter. */
export function recordScopeOf(actor: Actor, nowMs: number): RecordScope {
  const peopleOf = storesOf(actor, peopleRecords, nowMs);
  const storeIds = storesOf(actor, storeRecords, nowMs);
  return { storeIds, personId: personOf(actor), ...(peopleOf.length > 0 && { peopleOf }) };
}

/** Where an actor's grants give one of some permissions. */
function storesOf(actor: Actor, wanted: readonly Permission[], nowMs: number): 'all' | readonly string[] {
  const reach = reachOfAny(actor, wanted, nowMs);
  if (reach?.kind === 'all') return 'all';
  return reach?.kind === 'stores' ? reach.storeIds : [];
}
