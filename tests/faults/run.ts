import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownTable, runFacts, writeResults } from '../../bench/report.ts';
import { aftermath, runFlashSale } from '../flash-sale.ts';
import { startShop } from '../shop-process.ts';
import { crashDuringCheckouts } from './crash.ts';
import { loseDatabase } from './database-outage.ts';
import { freePort } from './free-port.ts';

/** The fault table of docs/results.md. `-- --small` takes some minutes, the full sizes the better part of an hour. */
const small = process.argv.includes('--small');
const sizes = small
  ? { buyers: 2_000, units: 500, checkouts: 2_000, kills: 3, outages: 4, outageCheckouts: 400 }
  : { buyers: 20_000, units: 500, checkouts: 20_000, kills: 20, outages: 10, outageCheckouts: 2_000 };

async function inFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tincture-fault-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function flashSale(): Promise<string[]> {
  return inFolder(async (dataDir) => {
    const shop = await startShop({ dataDir, variants: 1500 });
    try {
      const sale = await runFlashSale(shop, sizes.buyers, sizes.units, 3);
      const after = await aftermath(shop, sale.own, sizes.units);
      const holds =
        sale.sold === sizes.units && sale.other.length === 0 && after.stockLeft === 0 && after.heldPieces === 0;
      return [
        'flash sale',
        `${sale.buyers} buyers, ${sale.units} units`,
        `sold ${sale.sold}, refused clearly ${sale.refusedClearly}, other answers ${sale.other.length}; stock left ${after.stockLeft}, held ${after.heldPieces}, confirmations ${after.confirmations}, rolled up ${after.rolledUpOrders}`,
        holds ? 'holds' : 'BROKEN',
      ];
    } finally {
      await shop.runtime.stop();
    }
  });
}

async function crash(): Promise<string[]> {
  return inFolder(async (dataDir) => {
    const plan = { dataDir, port: await freePort(), variants: 1500, checkouts: sizes.checkouts, kills: sizes.kills };
    const seen = await crashDuringCheckouts(plan);
    const conserved = seen.after.stockLeft + seen.acknowledged === seen.start;
    const holds = seen.lost === 0 && seen.doubled === 0 && seen.numberGaps === 0 && conserved;
    return [
      'kill -9 of the runtime during checkouts, clients repeat their key',
      `${seen.kills} kills, ${sizes.checkouts} checkouts`,
      `acknowledged ${seen.acknowledged}, lost ${seen.lost}, doubled ${seen.doubled}; stock ${seen.after.stockLeft} + sold ${seen.acknowledged} = ${seen.start}; number gaps ${seen.numberGaps}; confirmations ${seen.after.confirmations}, rolled up ${seen.after.rolledUpOrders}`,
      holds ? 'holds' : 'BROKEN',
    ];
  });
}

async function outage(): Promise<string[]> {
  return inFolder(async (dataDir) => {
    const plan = { dataDir, variants: 1500, endpointPort: await freePort() };
    const seen = await loseDatabase({ ...plan, outages: sizes.outages, checkouts: sizes.outageCheckouts });
    const holds = seen.wrong.length === 0 && seen.after.stockLeft + seen.placed === seen.start;
    return [
      'database cut and slow',
      `${seen.outages} outages, ${sizes.outageCheckouts} checkouts`,
      `placed ${seen.placed}, 503 in between ${seen.refusedForNow}, wrong answers ${seen.wrong.length}; stock ${seen.after.stockLeft} + sold ${seen.placed} = ${seen.start}; confirmations ${seen.after.confirmations}, rolled up ${seen.after.rolledUpOrders}`,
      holds ? 'holds' : 'BROKEN',
    ];
  });
}

const rows: string[][] = [];
for (const fault of [flashSale, crash, outage]) {
  const row = await fault();
  rows.push(row);
  console.log(row.join(' | '));
}
const command = `npm run faults${small ? ' -- --small' : ''}`;
writeResults(
  'Faults',
  `${runFacts(command)}\n\n${markdownTable(['fault', 'size', 'what was counted', 'verdict'], rows)}`,
);
process.exit(rows.every((row) => row.at(-1) === 'holds') ? 0 : 1);
