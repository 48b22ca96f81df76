import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markdownTable, runFacts, writeResults } from '../../bench/report.ts';
import { readOperations } from '../openapi-operations.ts';
import { startShop } from '../shop-process.ts';
import { runSqlmap } from './sqlmap.ts';
import { targetsOf } from './targets.ts';
import { isInstalled } from './tool.ts';
import { runWapiti } from './wapiti.ts';

/** `npm run attack`: Debian's sqlmap and wapiti against a shop of its own on loopback, bounded to 15 minutes. */
const SQLMAP_MINUTES = 9;
const WAPITI_SECONDS = 240;

const missing = ['sqlmap', 'wapiti'].filter((program) => !isInstalled(program));
if (missing.length > 0) {
  console.log(`Skipped: ${missing.join(' and ')} not installed. On Debian: apt install sqlmap wapiti`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'tincture-attack-'));
const shop = await startShop({ dataDir: folder, variants: 1500 });
try {
  const pages = await runWapiti(shop.url, folder, WAPITI_SECONDS);
  console.log(`wapiti: ${pages.pages} pages, ${pages.findings.length} findings`);
  const targets = targetsOf(shop.url, await readOperations(shop.url), shop.operatorKey);
  const sql = await runSqlmap(targets, join(folder, 'sqlmap'), Date.now() + SQLMAP_MINUTES * 60_000);
  console.log(`sqlmap: ${sql.finished} of ${sql.targets} parameters and bodies, ${sql.findings.length} findings`);
  for (const line of [...pages.findings, ...sql.findings, ...sql.untested]) console.log(`  ${line}`);
  const rows = [
    ['wapiti', `${pages.pages} pages`, String(pages.findings.length)],
    ['sqlmap', `${sql.finished} of ${sql.targets} parameters and bodies to the end`, String(sql.findings.length)],
  ];
  writeResults('Attack', `${runFacts('npm run attack')}\n\n${markdownTable(['tool', 'reached', 'findings'], rows)}`);
  process.exitCode = pages.findings.length + sql.findings.length === 0 ? 0 : 1;
} finally {
  await shop.runtime.stop();
  rmSync(folder, { recursive: true, force: true });
}
