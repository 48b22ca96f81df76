import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Without background requests, which a closed network refuses by the hundred. */
const quietArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function onPath(name: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The browser inside the npm package brings its own libraries; it unpacks them when it believes to be where they lack. */
async function packagedBrowser(): Promise<string> {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  return packaged.executablePath();
}

/** Starts a real browser: `CHROME_PATH`, else the system's own, else the one that ships in an npm package. */
export async function startBrowser(): Promise<Browser> {
  const wanted = process.env.CHROME_PATH || undefined;
  const system =
    [macPath].find((path) => existsSync(path)) ?? systemNames.map(onPath).find((path) => path !== undefined);
  const executablePath = wanted === 'packaged' ? undefined : (wanted ?? system);
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: quietArgs });
  return chromium.launch({ executablePath: await packagedBrowser(), args: [...quietArgs, '--no-zygote'] });
}
