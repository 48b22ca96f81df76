import { markdownTable, runFacts, writeResults } from '../../bench/report.ts';
import { queueStorm, sagaStories, taxAndNumbers, webhookFlood } from './book-faults.ts';
import type { FaultRow } from './fault-row.ts';
import { crash, flashSale, outage } from './shop-faults.ts';

/** The fault table of docs/results.md. `-- --small` takes some minutes, the full sizes the better part of an hour. */
const isSmall = process.argv.includes('--small');
const size = <T>(small: T, full: T): T => (isSmall ? small : full);

const faults: readonly (() => Promise<FaultRow>)[] = [
  () => sagaStories({ seeds: size(2_000, 100_000) }),
  () => taxAndNumbers({ orders: size(2_000, 100_000) }),
  () => webhookFlood({ messages: size(2_000, 100_000) }),
  () => queueStorm({ messages: size(5_000, 100_000) }),
  () => flashSale(size({ buyers: 2_000, units: 500 }, { buyers: 20_000, units: 500 })),
  () => outage(size({ outages: 4, checkouts: 400 }, { outages: 10, checkouts: 2_000 })),
  () => crash(size({ kills: 3, checkouts: 2_000 }, { kills: 20, checkouts: 20_000 })),
];

const rows: FaultRow[] = [];
for (const fault of faults) {
  const row = await fault();
  rows.push(row);
  console.log([row.fault, row.size, row.counted, row.holds ? 'holds' : 'BROKEN'].join(' | '));
}
const table = markdownTable(
  ['fault', 'size', 'what was counted', 'verdict'],
  rows.map(({ fault, size, counted, holds }) => [fault, size, counted, holds ? 'holds' : 'BROKEN']),
);
writeResults('Faults', `${runFacts(`npm run faults${isSmall ? ' -- --small' : ''}`)}\n\n${table}`);
process.exit(rows.every(({ holds }) => holds) ? 0 : 1);
