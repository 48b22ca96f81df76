import { DurableObject } from 'cloudflare:workers';
import type { CouponBookDoor, CouponUse } from '#platform/coupon-book-door';
import type { ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { CouponBookRecords } from './coupon-book-records.ts';

/** One coupon code's uses: whoever comes at once is counted one after the other. */
export class CouponBook extends DurableObject<ObjectsEnv> implements CouponBookDoor {
  #records: CouponBookRecords | undefined;

  async reserve(use: CouponUse): ReturnType<CouponBookDoor['reserve']> {
    return this.#opened().reserve(use, Date.now());
  }

  async capture(useId: string): ReturnType<CouponBookDoor['capture']> {
    return this.#opened().capture(useId);
  }

  async giveBack(useId: string): ReturnType<CouponBookDoor['giveBack']> {
    return this.#opened().giveBack(useId);
  }

  async uses(): ReturnType<CouponBookDoor['uses']> {
    return this.#opened().uses(Date.now());
  }

  #opened(): CouponBookRecords {
    this.#records ??= new CouponBookRecords(storageSql(this.ctx.storage));
    return this.#records;
  }
}
