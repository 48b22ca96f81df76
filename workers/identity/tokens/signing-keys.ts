import { sql } from 'drizzle-orm';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Database } from '#db/client';
import { signingKeys } from '#db/schema/identity';
import type { Clock } from '#platform/clock';
import { ACCESS_ALGORITHM } from '#platform/identity-door';
import type { IdSource } from '#platform/ids';
import type { SecretBox } from '../secrets/secret-box.ts';

const DAY_MS = 86_400_000;
/** A key signs for so long, then a new one takes over. */
const SIGNS_MS = 30 * DAY_MS;
/** It is published for longer than any token that it signed is in force. */
const PUBLISHED_MS = SIGNS_MS + DAY_MS;
/** So soon an isolate sees that another one has made a new key. */
const REMEMBERED_MS = 5 * 60_000;

/** A key that signs access tokens. */
interface SigningKey {
  id: string;
  privateKey: CryptoKey;
}

interface KeyStore {
  db: Database;
  box: SecretBox;
  clock: Clock;
  ids: IdSource;
}

export interface SigningKeys {
  current(store: KeyStore): Promise<SigningKey>;
  /** All that may still have signed a token in force, as RFC 7517 writes them. */
  publicKeys(store: KeyStore): Promise<Record<string, unknown>[]>;
}

interface KeyRow {
  id: string;
  public_key: JWK;
  private_key: string;
}

/** The keys of one isolate: the one that signs is remembered, so that most tokens need no round trip for it. */
export function keyRing(): SigningKeys {
  let remembered: { key: SigningKey; untilMs: number } | undefined;
  return {
    async current(store) {
      const nowMs = store.clock.now().getTime();
      if (remembered !== undefined && nowMs < remembered.untilMs) return remembered.key;
      const row = (await signingRow(store)) ?? (await makeKey(store));
      const key = { id: row.id, privateKey: await openKey(store, row) };
      remembered = { key, untilMs: nowMs + REMEMBERED_MS };
      return key;
    },
    async publicKeys(store) {
      await this.current(store);
      const since = new Date(store.clock.now().getTime() - PUBLISHED_MS).toISOString();
      const rows = await store.db.query<KeyRow>(
        sql`select id, public_key from ${signingKeys} where created_at > ${since} order by created_at desc`,
      );
      return rows.map(({ id, public_key }) => ({ ...public_key, kid: id, alg: ACCESS_ALGORITHM, use: 'sig' }));
    },
  };
}

async function signingRow({ db, clock }: KeyStore): Promise<KeyRow | undefined> {
  const since = new Date(clock.now().getTime() - SIGNS_MS).toISOString();
  const [row] = await db.query<KeyRow>(sql`select id, public_key, private_key from ${signingKeys}
    where created_at > ${since} order by created_at desc, id desc limit 1`);
  return row;
}

/** Two isolates may do this at once: both keys are published then, and both are good. */
async function makeKey({ db, box, clock, ids }: KeyStore): Promise<KeyRow> {
  const pair = await generateKeyPair(ACCESS_ALGORITHM, { extractable: true });
  const id = ids.next();
  const publicKey = await exportJWK(pair.publicKey);
  const privateKey = await box.seal(`signing_keys:${id}`, JSON.stringify(await exportJWK(pair.privateKey)));
  await db.query(sql`insert into ${signingKeys} (id, algorithm, public_key, private_key, created_at) values
    (${id}, ${ACCESS_ALGORITHM}, ${JSON.stringify(publicKey)}::jsonb, ${privateKey}, ${clock.now().toISOString()})`);
  return { id, public_key: publicKey, private_key: privateKey };
}

async function openKey({ box }: KeyStore, { id, private_key }: KeyRow): Promise<CryptoKey> {
  const jwk = JSON.parse(await box.open(`signing_keys:${id}`, private_key)) as JWK;
  return (await importJWK(jwk, ACCESS_ALGORITHM)) as CryptoKey;
}
