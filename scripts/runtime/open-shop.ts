import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_PEOPLE_NOTICE, samplePeople } from '../../db/seed/people.ts';
import { buildAll } from '../build.ts';
import { BuildFailed } from './build-failed.ts';
import { PortTaken } from './free-port.ts';
import { DataFolderInUse } from './guard.ts';
import { localSecrets, SecretsBroken } from './local-secrets.ts';
import type { Progress } from './progress.ts';
import { PROJECT_ROOT } from './project.ts';
import { createSampleAccounts } from './sample-accounts.ts';
import { fillCatalogue, fillStock } from './sample-data.ts';
import { type Runtime, startRuntime } from './start-runtime.ts';

export interface ShopOptions {
  /** Starts over. */
  fresh?: boolean;
  /** Size of the sample catalogue; the seed's own when absent. */
  variants?: number;
  /** Fills a database of one's own with sample data too: it may hold a real company, so only when asked for. */
  sample?: boolean;
}

const DEFAULT_PORT = 8787;

/** A running shop, and whether the people of the sample company can sign in there. */
interface Shop extends Runtime {
  isSample: boolean;
}

/** What a person starts: built, filled with the sample company, on PORT, logging into the data folder. */
export async function openShop({ fresh, variants, sample }: ShopOptions, progress: Progress): Promise<Shop> {
  const { step, detail } = progress;
  const { DATABASE_URL: databaseUrl, DATA_DIR, HOST: host } = process.env;
  const dataDir = DATA_DIR ?? join(PROJECT_ROOT, '.data');
  const wantsSample = !databaseUrl || sample === true;

  await buildAll(step);
  mkdirSync(dataDir, { recursive: true });
  const logFile = createWriteStream(join(dataDir, 'workers.log'));
  const runtime = await startRuntime({
    dataDir,
    databaseUrl,
    host,
    port: Number(process.env.PORT ?? DEFAULT_PORT),
    fresh,
    built: true,
    step,
    onLog: (log) => logFile.write(`${JSON.stringify(log)}\n`),
    beforeWorkers: async (database) => {
      if (!wantsSample) return;
      await step('catalogue', () => fillCatalogue(database, detail, variants));
      await step('people', () => createSampleAccounts(database, localSecrets(dataDir)));
    },
  });
  if (wantsSample) await step('stock', () => fillStock(runtime, detail));
  return { ...runtime, isSample: wantsSample };
}

export function welcome({ url: address, operatorKey, missingWorkers, isSample, testProviders }: Shop): string {
  // Passkeys are bound to a name; an address in digits is none.
  const url = address.replace('//127.0.0.1:', '//localhost:');
  const hasConsole = existsSync(join(PROJECT_ROOT, 'site/dist/index.html'));
  return [
    '',
    '  Tincture is open.',
    '',
    `  Shop            ${url}/`,
    ...(hasConsole ? [`  Console         ${url}/admin`] : []),
    `  API reference   ${url}/docs`,
    `  Sent mails      ${url}/dev/mails`,
    ...(testProviders
      ? ['  Payments        test mode: cards, UPI and netbanking are paid by a click, and no money moves']
      : []),
    `  Operator key    ${operatorKey}`,
    ...missingWorkers.map((name) => `  Not built yet   ${name}`),
    ...(isSample ? signIns() : []),
    '',
    '  Ctrl-C closes it. Everything is kept; npm start -- --fresh starts over.',
    '',
    '',
  ].join('\n');
}

/** How to sign in as anybody of the sample company: one line a role. */
function signIns(): string[] {
  const lines = samplePeople.map(({ role, email, password, totpSecret }) => {
    const app = totpSecret === undefined ? '' : `  npm run code -- ${role}`;
    return `  ${role.padEnd(15)} ${email.padEnd(29)} ${password.padEnd(32)}${app}`.trimEnd();
  });
  return [
    '',
    `  ${SAMPLE_PEOPLE_NOTICE}`,
    '  Some are asked for the code of their app: the command beside them shows it.',
    '',
    ...lines,
  ];
}

/** A mistake of the person at the keyboard gets its sentence, a mistake of ours its stack. */
export function explain(error: unknown): string {
  const isExpected =
    error instanceof PortTaken ||
    error instanceof DataFolderInUse ||
    error instanceof BuildFailed ||
    error instanceof SecretsBroken;
  if (!(error instanceof Error)) return String(error);
  return isExpected ? error.message : (error.stack ?? error.message);
}
