import { afterAll, beforeAll, describe, vi } from 'vitest';
import { type Engine, engines } from './engines.ts';
import { carrierCases } from './order-carrier-cases.ts';
import { deathCases } from './order-death-cases.ts';
import { type OrderDesk, openDesk } from './order-desk.ts';
import { fulfilmentCases } from './order-fulfilment-cases.ts';
import { moneyCases } from './order-money-cases.ts';
import { returnCases } from './order-return-cases.ts';

// One engine: what is asked of the records here is the same on every Postgres, and each start costs seconds.
describe.each(engines.slice(0, 1))('orders after they are placed, on $name', (kind) => {
  let engine: Engine;
  let desk: OrderDesk;

  beforeAll(async () => {
    // Of programs that die on purpose.
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    engine = await kind.start();
    desk = await openDesk(engine.db);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    return engine.stop();
  });

  fulfilmentCases(() => desk);
  returnCases(() => desk);
  moneyCases(() => desk);
  carrierCases(() => desk);
  deathCases(() => desk);
});
