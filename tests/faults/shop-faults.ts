import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aftermath, runFlashSale } from '../flash-sale.ts';
import { startShop } from '../shop-process.ts';
import { crashDuringCheckouts } from './crash.ts';
import { loseDatabase } from './database-outage.ts';
import type { FaultRow } from './fault-row.ts';
import { freePort } from './free-port.ts';

async function inFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tincture-fault-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Buyers who all want one of the same few pieces. */
export const flashSale = ({ buyers, units }: { buyers: number; units: number }): Promise<FaultRow> =>
  inFolder(async (dataDir) => {
    const shop = await startShop({ dataDir, variants: 1500 });
    try {
      const sale = await runFlashSale(shop, buyers, units, 3);
      const after = await aftermath(shop, sale.own, units);
      const holds = sale.sold === units && sale.other.length === 0 && after.stockLeft === 0 && after.heldPieces === 0;
      return {
        fault: 'flash sale',
        size: `${sale.buyers} buyers, ${sale.units} units`,
        counted: `sold ${sale.sold}, refused clearly ${sale.refusedClearly}, other answers ${sale.other.length}; stock left ${after.stockLeft}, held ${after.heldPieces}, confirmations ${after.confirmations}, rolled up ${after.rolledUpOrders}`,
        holds,
      };
    } finally {
      await shop.runtime.stop();
    }
  });

/** kill -9 of everything while patient clients order. */
export const crash = ({ checkouts, kills }: { checkouts: number; kills: number }): Promise<FaultRow> =>
  inFolder(async (dataDir) => {
    const plan = { dataDir, port: await freePort(), variants: 1500, checkouts, kills };
    const seen = await crashDuringCheckouts(plan);
    const conserved = seen.after.stockLeft + seen.acknowledged === seen.start;
    const holds = seen.lost === 0 && seen.doubled === 0 && seen.numberGaps === 0 && conserved;
    return {
      fault: 'kill -9 of the runtime during checkouts, clients repeat their key',
      size: `${seen.kills} kills, ${checkouts} checkouts of three requests`,
      counted: `acknowledged ${seen.acknowledged}, lost ${seen.lost}, doubled ${seen.doubled}; stock ${seen.after.stockLeft} + sold ${seen.acknowledged} = ${seen.start}; number gaps ${seen.numberGaps}; confirmations ${seen.after.confirmations}, rolled up ${seen.after.rolledUpOrders}`,
      holds,
    };
  });

/** The database cut, stopped and slow. */
export const outage = ({ checkouts, outages }: { checkouts: number; outages: number }): Promise<FaultRow> =>
  inFolder(async (dataDir) => {
    const plan = { dataDir, variants: 1500, endpointPort: await freePort() };
    const seen = await loseDatabase({ ...plan, outages, checkouts });
    const holds = seen.wrong.length === 0 && seen.after.stockLeft + seen.placed === seen.start;
    return {
      fault: 'database cut and slow',
      size: `${seen.outages} outages, ${checkouts} checkouts`,
      counted: `placed ${seen.placed}, 503 in between ${seen.refusedForNow}, wrong answers ${seen.wrong.length}; stock ${seen.after.stockLeft} + sold ${seen.placed} = ${seen.start}; confirmations ${seen.after.confirmations}, rolled up ${seen.after.rolledUpOrders}`,
      holds,
    };
  });
