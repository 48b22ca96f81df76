import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Engine, engines } from './engines.ts';
import { describeAdjustments } from './stock-documents/adjustments.ts';
import { describeCounts } from './stock-documents/counts.ts';
import { describeProof } from './stock-documents/proof.ts';
import { describeRecalls } from './stock-documents/recalls.ts';
import { describeRepacks } from './stock-documents/repacks.ts';
import { describeSendingBack } from './stock-documents/sending-back.ts';
import { describeTransfers } from './stock-documents/transfers.ts';
import { openStockShop, type StockShop } from './stock-shop.ts';

describe.each(engines)('stock documents on $name', (kind) => {
  let engine: Engine;
  let present: StockShop;
  /** Whichever shop the present test has: every test opens its own. */
  const shop = new Proxy({} as StockShop, { get: (_, name) => Reflect.get(present, name) });

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    present = await openStockShop(engine.db);
  });

  describeTransfers(shop);
  describeSendingBack(shop);
  describeCounts(shop);
  describeAdjustments(shop);
  describeRepacks(shop);
  describeRecalls(shop);
  describeProof(shop);
});
