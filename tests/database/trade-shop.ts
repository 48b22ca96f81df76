import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { dealers, licences } from '#db/schema/people';
import { openPaymentProviders } from '#modules/payments';
import { boardIn } from '#objects/checkout/board-in-records';
import { CheckoutDesk } from '#objects/checkout/checkout-desk';
import { CheckoutRecords } from '#objects/checkout/checkout-records';
import { nodeSql } from '#objects/node-sql.test-support';
import { entryFact } from '#objects/value-account/entry-fact';
import { ValueBook } from '#objects/value-account/value-book';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import type { ValueAccountDoor } from '#platform/value-account-door';
import { openSampleShop, type SampleShop } from '../../durable-objects/checkout/sample-shop.test-support.ts';
import { objectsInNode } from './objects-in-node.ts';
import { type Office, openOffice } from './staff.ts';

/** A store that may sell to the trade, with one variant at Rs 125.50, real carts, shelves, numbers and accounts of value. */
export interface TradeShop extends SampleShop {
  office: Office;
  as(actor: Permitted['actor']): Permitted;
  /** An active firm with a licence, and somebody who orders for it. */
  newDealer(): Promise<{ dealerId: string; buyer: PersonActor }>;
  /** Writes what an account has booked to the records, as its alarm does. */
  sendEntries(accountId: string): Promise<unknown>;
}

function kept<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? make(name);
    known.set(name, found);
    return found;
  };
}

const licence = (holderKind: 'store' | 'dealer', holderId: string) =>
  fact(licences, {
    id: randomIds.next(),
    holderKind,
    holderId,
    kind: '20-D',
    number: 'TEST-20-D',
    holderName: null,
    validFrom: '2020-01-01',
    validTo: '2099-12-31',
    recordedBy: 'test',
    recordedAt: '2020-01-01T00:00:00.000Z',
    withdrawnAt: null,
  });

export async function openTradeShop(db: Database, pieces: readonly [number, number]): Promise<TradeShop> {
  const office = openOffice(db);
  const { clock } = office;
  const nowMs = () => clock.now().getTime();
  const payments = openPaymentProviders({}, { fetch, clock });
  const node = objectsInNode(db, clock);
  const accounts = kept(() => new ValueBook(nodeSql()));
  const accountDoor = (id: string): ValueAccountDoor => ({
    open: async (facts) => accounts(id).open(facts, nowMs()),
    credit: async (...input) => accounts(id).credit(...input, nowMs()),
    reserve: async (...input) => accounts(id).reserve(...input, nowMs()),
    capture: async (...input) => accounts(id).capture(...input, nowMs()),
    release: async (key) => accounts(id).release(key, nowMs()),
    standing: async () => accounts(id).standing(nowMs()),
  });
  const checkout = kept(
    () =>
      new CheckoutDesk({
        records: new CheckoutRecords(nodeSql()),
        objects,
        providers: payments,
        board: boardIn(() => db),
        clock,
        ids: randomIds,
        alarm: { set: () => undefined },
      }),
  );
  const objects = { ...node.objects, checkout, valueAccount: accountDoor } as unknown as Objects;
  const shop = await openSampleShop({ ...office.platform, objects }, randomIds.next().slice(-3).toUpperCase(), pieces);
  await db.batch(writeFacts([licence('store', shop.storeId)]));
  return {
    ...shop,
    office,
    as: (actor) => ({ ...office.as(actor), objects, payments }),
    async newDealer() {
      const dealerId = randomIds.next();
      const firm = fact(dealers, {
        id: dealerId,
        name: 'Shanti Agencies',
        gstin: null,
        status: 'active',
        createdAt: clock.now().toISOString(),
      });
      await db.batch(writeFacts([firm, licence('dealer', dealerId)]));
      const buyer = await office.join('dealer', 'own');
      await db.query(sql`update people set dealer_id = ${dealerId}::uuid where id = ${buyer.personId}::uuid`);
      return { dealerId, buyer };
    },
    sendEntries: (accountId) => db.batch(writeFacts(accounts(accountId).unsent().map(entryFact))),
  };
}
