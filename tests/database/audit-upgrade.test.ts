import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#db/client';
import { verifyAudit } from '#modules/audit';
import { auditFact } from '#platform/audit';
import { testContext } from '#platform/context.test-support';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { startTestEngine } from '../../db/local/test-engine.ts';
import { migrate } from '../../scripts/runtime/migrate.ts';

const pune = randomIds.next();
const migrations = join(import.meta.dirname, '../../db/migrations');
const deed = (storeId: string | null = null) =>
  auditFact(testContext(), { action: 'test.deed', subject: 'x', storeId });

describe('a database of the time before there were chains', () => {
  it('takes the migrations with its rows in it, and its rows are chained', async () => {
    const engine = await startTestEngine();
    const connection = {
      url: `postgresql://postgres:postgres@127.0.0.1:${engine.postgres.port}/postgres`,
      localEndpoint: `127.0.0.1:${engine.endpointPort}`,
    };
    const folder = mkdtempSync(join(tmpdir(), 'tincture-older-'));
    for (const name of readdirSync(migrations).filter((one) => one < '20261122153352')) {
      cpSync(join(migrations, name), join(folder, name), { recursive: true });
    }
    await migrate(connection, folder);
    const db = openDatabase(connection);
    await db.query(sql`insert into audit_log (id, at, actor, action, subject, store_id, request_id, facts)
      select gen_random_uuid(), now() - i * interval '1 hour', 'operator', 'catalog.import', i::text,
        case when i % 2 = 0 then ${pune}::uuid end, 'r', '{"rows": 1}' from generate_series(1, 50) i`);
    await migrate(connection, migrations);
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], links: 50, chains: 2 });
    await db.batch(writeFacts([deed(), deed(pune)]));
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], links: 52 });
    await engine.stop();
    rmSync(folder, { recursive: true });
  });
});
