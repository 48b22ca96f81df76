import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#db/client';
import { auditFact } from '#platform/audit';
import { testContext } from '#platform/context.test-support';
import { writeFacts } from '#platform/facts';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { startDatabase } from '../../scripts/runtime/start-database.ts';

const root = join(import.meta.dirname, '../..');
const tables = ['audit_log', 'audit_links', 'audit_heads'];

describe('npm run audit:verify', { timeout: 120_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tincture-audit-'));
  const heads = join(dataDir, 'heads.json');
  const write = (db: Database) =>
    db.batch(writeFacts([1, 2, 3].map((n) => auditFact(testContext(), { action: 'test', subject: String(n) }))));

  /** Opens the database of a shop that is closed, as somebody with all rights. */
  async function behindItsBack(...statements: SQL[]) {
    const running = await startDatabase({ dataDir: join(dataDir, 'database') });
    await migrate(running, join(root, 'db/migrations'));
    const db = openDatabase(running);
    const triggers = (state: 'enable' | 'disable') =>
      tables.map((table) => sql.raw(`alter table ${table} ${state} trigger user`));
    await db.batch([...triggers('disable'), ...statements, ...triggers('enable')]);
    await write(db);
    await running.stop();
  }

  function verify() {
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/audit-verify.ts', '--heads', heads], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  beforeAll(() => behindItsBack());
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('says that all is whole, and ends with 0', () => {
    expect(verify()).toMatchObject({ status: 0, stdout: '3 rows in 1 chain: whole.\n' });
  });

  it('sees by the ends it has noted that a chain was made anew from its beginning, although that one is whole in itself', async () => {
    await behindItsBack(...tables.map((table) => sql`delete from ${sql.identifier(table)}`));
    const { status, stdout } = verify();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^CHANGED {2}company\/\d{4}-\d\d-\d\d #3: .*noted/);
    rmSync(heads);
    expect(verify().status).toBe(0);
  });

  it('names the first broken row, and ends with 1', async () => {
    await behindItsBack(sql`update audit_log set actor = 'nobody' where subject = '2'`);
    const { status, stdout } = verify();
    expect(status).toBe(1);
    expect(stdout).toMatch(/^CHANGED {2}company\/\d{4}-\d\d-\d\d #2 {2}row [0-9a-f-]{36}: /);
    expect(stdout).toContain('1 broken chain among 1 chain, 6 rows.');
  });

  it('says what to do where there is no shop', () => {
    const env = { ...process.env, DATA_DIR: join(dataDir, 'nowhere'), DATABASE_URL: '' };
    const { status, stderr } = spawnSync(process.execPath, ['scripts/audit-verify.ts'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no shop in .*DATABASE_URL/);
  });
});
