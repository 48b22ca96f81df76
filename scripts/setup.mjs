// Runs before `npm start`, `npm test` and their like, on whatever Node the machine has: plain JavaScript, no packages.
// Installs what package-lock.json names when it is not there yet. What runs after it finds our own Node first in PATH.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const LINE_EVERY_MS = 10_000;
const TICK_MS = 120;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const root = fileURLToPath(new URL('..', import.meta.url));
const lockFile = join(root, 'package-lock.json');
const installedFile = join(root, 'node_modules', '.installed-lock');
const npmsOwnRecord = join(root, 'node_modules', '.package-lock.json');
/** Named one by one, because npm can leave a folder without the program it should hold. */
const programs = ['node', 'wrangler', 'esbuild', 'vitest'].map((name) => join(root, 'node_modules', '.bin', name));

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex');
}

function isInstalled() {
  if (!programs.every((path) => existsSync(path) || existsSync(`${path}.cmd`))) return false;
  if (existsSync(installedFile)) return readFileSync(installedFile, 'utf8') === lockHash();
  // Somebody ran npm install by hand.
  return existsSync(npmsOwnRecord) && statSync(npmsOwnRecord).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** Shows that something happens: a spinner on a terminal, now and then a line elsewhere. Returns how to end it. */
function showProgress(label) {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(0)} s`;
  const { isTTY } = process.stdout;
  let frame = 0;
  const tick = () => {
    frame += 1;
    if (isTTY) process.stdout.write(`\r${SPINNER[frame % SPINNER.length]} ${label} ${seconds()} `);
    else process.stdout.write(`  ${label} ${seconds()}\n`);
  };
  if (!isTTY) process.stdout.write(`  ${label}\n`);
  const timer = setInterval(tick, isTTY ? TICK_MS : LINE_EVERY_MS);
  return (mark) => {
    clearInterval(timer);
    process.stdout.write(`${isTTY ? '\r' : ''}${mark} ${label} ${seconds()}   \n`);
  };
}

function runNpm() {
  // --no-save: on another platform npm would otherwise rewrite package-lock.json with that platform's binaries.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  return new Promise((resolve) => {
    const npm = spawn('npm', args, {
      cwd: root,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = [];
    npm.stdout.on('data', (chunk) => output.push(chunk));
    npm.stderr.on('data', (chunk) => output.push(chunk));
    npm.on('error', (error) => resolve({ ok: false, text: error.message }));
    npm.on('close', (code) => resolve({ ok: code === 0, text: Buffer.concat(output).toString() }));
  });
}

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < OLDEST_NODE) {
  fail(`Tincture needs Node ${OLDEST_NODE} or newer; this is ${process.version}. See https://nodejs.org/en/download`);
}

if (!isInstalled()) {
  const done = showProgress('Installing packages (only once, a minute or so)');
  const { ok, text } = await runNpm();
  done(ok ? '✓' : '✗');
  if (!ok) fail(`npm install failed:\n\n${text.trim()}\n\nIs the network there? Then try again: npm install`);
  const absent = programs.filter((path) => !existsSync(path) && !existsSync(`${path}.cmd`));
  if (absent.length > 0) fail(`npm install ended without these programs:\n${absent.join('\n')}`);
  writeFileSync(installedFile, lockHash());
}
