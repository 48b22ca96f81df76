import type { RecordScope } from '#db/record-scope';
import { type Actor, personOf } from './actor.ts';
import type { Permission } from './permission-table.ts';
import { reachOf } from './require-permission.ts';

/** Permissions whose records stand in a store. */
const storeRecords: readonly Permission[] = [
  'orders.read',
  'inventory.read',
  'inventory.receive',
  'analytics.read',
  'messages.read',
  'ledger.read',
  'audit.read',
  'people.read',
];

/** The rows that the records may show an actor at all, whatever a verb asks for: the net under a forgotten filter. */
export function recordScopeOf(actor: Actor, nowMs: number): RecordScope {
  const reaches = storeRecords.map((permission) => reachOf(actor, permission, nowMs));
  const isEverywhere = reaches.some((reach) => reach?.kind === 'all');
  const storeIds = reaches.flatMap((reach) => (reach?.kind === 'stores' ? reach.storeIds : []));
  return { storeIds: isEverywhere ? 'all' : [...new Set(storeIds)], personId: personOf(actor) };
}
