import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT_ROOT = join(import.meta.dirname, '../..');
const DEFAULT_PORT = 8787;

/** Something that the person at the keyboard can mend: shown as one line, without a stack. */
export class CannotDoIt extends Error {
  override readonly name = 'CannotDoIt';
}

export interface Shop {
  url: string;
  operatorKey: string;
}

/** Where the shop answers and what opens it: from the options, the environment, or the data folder of `npm start`. */
export function findShop(options: { url?: string | undefined }): Shop {
  const { DATA_DIR, PORT, OPERATOR_KEY, SHOP_URL } = process.env;
  const url = options.url ?? SHOP_URL ?? `http://127.0.0.1:${PORT ?? DEFAULT_PORT}`;
  const key = OPERATOR_KEY ?? keyInDataFolder(DATA_DIR ?? join(PROJECT_ROOT, '.data'));
  if (key === undefined) {
    throw new CannotDoIt('There is no operator key. Start the shop once with npm start, or set OPERATOR_KEY.');
  }
  return { url: url.replace(/\/+$/, ''), operatorKey: key };
}

function keyInDataFolder(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'operator-key'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Asks the shop. Throws CannotDoIt when it does not run or refuses. */
export async function askShop({ url, operatorKey }: Shop, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${operatorKey}` };
  const answer = await fetch(`${url}${path}`, { ...init, headers }).catch(() => undefined);
  if (answer === undefined) {
    throw new CannotDoIt(`The shop does not answer at ${url}. Start it with npm start, or name another with --url.`);
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string; requestId?: string };
  const why = problem.detail ?? problem.title ?? 'no reason given';
  throw new CannotDoIt(`The shop refused (${answer.status}): ${why} Request ${problem.requestId ?? 'without id'}.`);
}

/** Runs a command and ends the process with its exit code; says what a person can mend without a stack. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const text = error instanceof CannotDoIt ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
