import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key that lets this machine's owner act as staff. Made once; kept readable by its owner alone. */
export function operatorKey(dataDir: string): string {
  const path = join(dataDir, 'operator-key');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    const key = `op_${randomBytes(24).toString('base64url')}`;
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, `${key}\n`, { mode: 0o600 });
    return key;
  }
}
