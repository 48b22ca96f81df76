import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { localSecrets } from '../runtime/local-secrets.ts';
import { CannotDoIt } from '../sheets/running-shop.ts';
import { isUrl } from './open-records.ts';

/** Throws when the copy would be written over the original, under whatever name. */
export function assertOtherPlace(from: string, to: string): void {
  const same = isUrl(from) && isUrl(to) ? databaseOf(from) === databaseOf(to) : placeOf(from) === placeOf(to);
  if (same) throw new CannotDoIt('The copy must go to another place than the original.');
}

/** A folder by its own name, whatever link leads to it. */
const placeOf = (place: string): string => (existsSync(place) ? realpathSync(place) : resolve(place));

/** Host, port and name of a database: users and options make no other one of it. */
function databaseOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname.toLowerCase()}:${port || '5432'}${pathname}`;
}

interface Identity {
  cluster: string;
  name: string;
}

/** Throws when two addresses lead to one database: an alias of a host, a pooler, a tunnel. */
export async function assertOtherDatabase(original: Database, copy: Database): Promise<void> {
  const [one, other] = await Promise.all([original, copy].map(identityOf));
  if (one !== undefined && one.cluster === other?.cluster && one.name === other.name) {
    throw new CannotDoIt('Both addresses lead to the same database.');
  }
}

/** Undefined where the server does not tell it. */
async function identityOf(db: Database): Promise<Identity | undefined> {
  const rows = await db
    .query<Identity>(sql`select system_identifier::text || '/' || coalesce(inet_server_port()::text, '') as cluster,
      current_database() as name from pg_control_system()`)
    .catch(() => []);
  return rows[0];
}

/** Empties a target that may be replaced. Throws for one that holds something and may not. */
export async function makeRoom(copy: Database, mayReplace: boolean): Promise<void> {
  const tables = await copy.query(sql`select from pg_tables where schemaname = 'public'`);
  if (tables.length === 0) return;
  if (!mayReplace) throw new CannotDoIt('The target is not empty. Name another, or replace it with --replace.');
  // The months of the event log stand in a schema of their own.
  await copy.batch([
    sql`drop schema if exists event_months cascade`,
    sql`drop schema public cascade`,
    sql`create schema public`,
  ]);
}

/** The same for a folder. What else lies in it (objects, files, secrets) belongs to the shop that goes. */
export function makeRoomInFolder(dataDir: string, mayReplace: boolean): void {
  if (!existsSync(join(dataDir, 'database'))) return;
  if (!mayReplace)
    throw new CannotDoIt(`There is a shop in ${dataDir}. Name another folder, or replace it with --replace.`);
  for (const part of ['database', 'state', 'secrets.json'])
    rmSync(join(dataDir, part), { recursive: true, force: true });
}

/** Keys of the copy's own, made when there are none: those of the original must not open it, nor its keys the original. */
export function keysOfCopy(to: string, keysFile: string | undefined): string {
  if (!isUrl(to)) return localSecrets(to).PERSONAL_KEYS;
  if (keysFile === undefined) throw new CannotDoIt('Say where the keys of the copy are kept: --keys <file>.');
  if (existsSync(keysFile)) return readFileSync(keysFile, 'utf8').trim();
  const key = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
  const keys = JSON.stringify({ current: 'k1', masterKeys: { k1: key() }, indexKey: key() });
  writeFileSync(keysFile, `${keys}\n`, { mode: 0o600 });
  return keys;
}
