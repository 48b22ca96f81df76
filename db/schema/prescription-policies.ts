import { sql } from 'drizzle-orm';
import { itsStore, reading, writing } from './policies.ts';
import { prescriptions } from './prescriptions.ts';

/** A prescription is its store's and its owner's; a buyer without an account is let in by the token of cart or order. */

export const prescriptionsRead = reading(
  prescriptions,
  'prescriptions',
  itsStore,
  sql.raw('person_id = (select app_person_id())'),
);
export const prescriptionsWrite = writing(prescriptions, 'prescriptions', itsStore);
