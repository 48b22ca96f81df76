import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './tool.ts';

export interface WapitiReport {
  pages: number;
  findings: string[];
}

/** Those that need nothing outside this machine. */
const modules =
  'sql,blindsql,xss,permanentxss,file,exec,crlf,redirect,csp,cookieflags,http_headers,xxe,htaccess,methods,shellshock,backup';

/** Browsers have dropped this header because it opened holes of its own; our policy forbids inline scripts instead. */
const withdrawnHeader = 'X-XSS-Protection is not set';

interface WapitiFile {
  vulnerabilities: Record<string, { method: string; path: string; info: string }[]>;
  anomalies: Record<string, { method: string; path: string; info: string }[]>;
}

/** Crawls the storefront, its forms too, and attacks what it finds until the time is up. */
export async function runWapiti(url: string, folder: string, limitSeconds: number): Promise<WapitiReport> {
  const file = join(folder, 'wapiti.json');
  const args = ['-u', `${url}/`, '--scope', 'domain', '-m', modules, '-f', 'json', '-o', file, '-v', '1'];
  const bounds = ['-d', '4', '--max-links-per-page', '40', '--max-files-per-dir', '12', '-S', 'normal', '-t', '10'];
  const times = ['--max-scan-time', String(limitSeconds), '--max-attack-time', String(Math.ceil(limitSeconds / 8))];
  const { output } = await runTool(
    'wapiti',
    [...args, ...bounds, ...times, '--flush-session', '--no-bugreport', '--store-session', folder],
    (limitSeconds + 60) * 1000,
  );
  let report: WapitiFile;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as WapitiFile;
  } catch (cause) {
    throw new Error(`wapiti wrote no report:\n${output.slice(-2000)}`, { cause });
  }
  const findings = [...Object.entries(report.vulnerabilities), ...Object.entries(report.anomalies)].flatMap(
    ([kind, found]) => found.map(({ method, path, info }) => `${kind}: ${method} ${path}: ${info}`),
  );
  const pages = output.split('\n').filter((line) => line.startsWith('[+] ')).length;
  return { pages, findings: findings.filter((finding) => !finding.includes(withdrawnHeader)) };
}
