import { delimiter, join } from 'node:path';
import { PROJECT_ROOT } from './project.ts';

/** The tools must neither ask the network for a sample of `request.cf` nor report how they are used. */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  ASTRO_TELEMETRY_DISABLED: '1',
};

/** Sets up this process, and with it every child: quiet tools, and the project's own programs first in PATH. */
export function quietTools(): void {
  const bin = join(PROJECT_ROOT, 'node_modules/.bin');
  const path = process.env.PATH ?? '';
  const isFirst = path.split(delimiter)[0] === bin;
  Object.assign(process.env, QUIET, isFirst ? {} : { PATH: `${bin}${delimiter}${path}` });
}
