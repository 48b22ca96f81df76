import { DurableObject } from 'cloudflare:workers';
import { openPaymentProviders } from '#modules/payments';
import { systemClock } from '#platform/clock';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import type { CheckoutDoor } from '#platform/objects';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { boardIn } from './board-in-records.ts';
import { CheckoutDesk } from './checkout-desk.ts';
import { CheckoutRecords } from './checkout-records.ts';

/** One cart, from its first line to its order: shopper, provider, staff, retries and alarm meet here one after the other. */
export class Checkout extends DurableObject<ObjectsEnv> implements CheckoutDoor {
  #desk = this.#newDesk();

  #newDesk(): CheckoutDesk {
    const { storage } = this.ctx;
    const ask = { fetch: (url: string, init: RequestInit) => fetch(url, init), clock: systemClock };
    return new CheckoutDesk({
      records: new CheckoutRecords(storageSql(storage)),
      objects: boundObjects(this.env),
      providers: openPaymentProviders(this.env, ask),
      board: boardIn(() => databaseOf(this.env)),
      clock: systemClock,
      ids: randomIds,
      alarm: { set: (atMs) => void storage.setAlarm(atMs) },
    });
  }

  open(...opening: Parameters<CheckoutDoor['open']>): ReturnType<CheckoutDoor['open']> {
    return this.#desk.open(...opening);
  }

  read(...reading: Parameters<CheckoutDoor['read']>): ReturnType<CheckoutDoor['read']> {
    return this.#desk.read(...reading);
  }

  change(...change: Parameters<CheckoutDoor['change']>): ReturnType<CheckoutDoor['change']> {
    return this.#desk.change(...change);
  }

  place(...placing: Parameters<CheckoutDoor['place']>): ReturnType<CheckoutDoor['place']> {
    return this.#desk.place(...placing);
  }

  standing(...asking: Parameters<CheckoutDoor['standing']>): ReturnType<CheckoutDoor['standing']> {
    return this.#desk.standing(...asking);
  }

  abandon(...abandoning: Parameters<CheckoutDoor['abandon']>): ReturnType<CheckoutDoor['abandon']> {
    return this.#desk.abandon(...abandoning);
  }

  paymentReported(...told: Parameters<CheckoutDoor['paymentReported']>): ReturnType<CheckoutDoor['paymentReported']> {
    return this.#desk.paymentReported(...told);
  }

  resume(): ReturnType<CheckoutDoor['resume']> {
    return this.#desk.resume();
  }

  compensate(...why: Parameters<CheckoutDoor['compensate']>): ReturnType<CheckoutDoor['compensate']> {
    return this.#desk.compensate(...why);
  }

  override async alarm(): Promise<void> {
    const isForgotten = await this.#desk.wake();
    if (!isForgotten) return;
    await this.ctx.storage.deleteAll();
    this.#desk = this.#newDesk();
  }
}
