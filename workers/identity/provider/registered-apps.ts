import { sql } from 'drizzle-orm';
import { oauthClients, sessions } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import type { AppRow, AppSettings, OwnSession } from '#platform/identity-door';
import { hashSecret, newSecret } from '#platform/ids';
import { readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { endSessions, revokeSessions } from '../sessions/end-sessions.ts';
import { checkSettings } from './app-settings.ts';
import { type Client, clientColumns, readClient } from './client.ts';

/** So many one partner has in use; more would be a way to fill the records. */
const MAX_APPS = 20;

const viewOf = ({ id, label, homepage, redirectUris, permissions, secretHash }: Client): AppRow => ({
  clientId: id,
  name: label,
  homepage,
  redirectUris,
  scopes: permissions,
  isConfidential: secretHash !== null,
});

const list = (values: readonly string[]) =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

export async function listApps(ctx: IdentityContext, own: OwnSession): Promise<AppRow[]> {
  await readOwn(ctx, own);
  const rows = await ctx.db.query<Client>(sql`select ${clientColumns} from ${oauthClients}
    where owner_id = ${own.personId} and archived_at is null order by created_at, id limit ${MAX_APPS}`);
  return rows.map(viewOf);
}

/** Registers an app. A confidential one gets a secret, which is told this once. */
export async function registerApp(
  ctx: IdentityContext,
  own: OwnSession,
  input: AppSettings & { isConfidential: boolean },
): Promise<AppRow & { clientSecret: string | null }> {
  await readOwn(ctx, own);
  const { isConfidential, ...settings } = input;
  checkSettings(settings);
  const id = newSecret('app').slice(0, 28);
  const clientSecret = isConfidential ? newSecret('aps') : null;
  const secretHash = clientSecret === null ? null : await hashSecret(clientSecret);
  const { name, homepage, redirectUris, scopes } = settings;
  try {
    await ctx.db.batch([
      exactlyOne(sql`insert into ${oauthClients}
        (id, owner_id, label, homepage, redirect_uris, permissions, secret_hash, created_at)
        select ${id}, ${own.personId}::uuid, ${name}, ${homepage}, ${list(redirectUris)}, ${list(scopes)},
          ${secretHash}::text, ${ctx.clock.now().toISOString()}::timestamptz
        where (select count(*) from ${oauthClients}
          where owner_id = ${own.personId} and archived_at is null) < ${MAX_APPS}`),
      ...auditOfPerson(ctx, own, 'identity.app_registered', { clientId: id, scopes }),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('conflict', `You have ${MAX_APPS} apps. Remove one that is not in use.`);
  }
  return { clientId: id, name, homepage, redirectUris, scopes, isConfidential, clientSecret };
}

/** An app of this owner. Throws `not_found` for somebody else's. */
async function readOwnApp(ctx: IdentityContext, own: OwnSession, clientId: string): Promise<Client> {
  await readOwn(ctx, own);
  const [mine] = await ctx.db.query(
    sql`select 1 from ${oauthClients} where id = ${clientId} and owner_id = ${own.personId} and archived_at is null`,
  );
  const client = mine === undefined ? undefined : await readClient(ctx, clientId);
  if (client === undefined) throw new AppError('not_found', 'There is no such app.');
  return client;
}

export async function changeApp(
  ctx: IdentityContext,
  own: OwnSession,
  clientId: string,
  change: Partial<AppSettings>,
): Promise<AppRow> {
  const before = viewOf(await readOwnApp(ctx, own, clientId));
  const after = { ...before, ...change };
  const { name, homepage, redirectUris, scopes } = after;
  checkSettings({ name, homepage, redirectUris, scopes });
  await ctx.db.batch([
    sql`update ${oauthClients} set label = ${name}, homepage = ${homepage}, redirect_uris = ${list(redirectUris)},
      permissions = ${list(scopes)} where id = ${clientId} and owner_id = ${own.personId}`,
    ...auditOfPerson(ctx, own, 'identity.app_changed', { clientId, scopes }),
  ]);
  return after;
}

/** A new secret; the old one ends at once. Throws `conflict` for a public app, which has none. */
export async function rotateAppSecret(
  ctx: IdentityContext,
  own: OwnSession,
  clientId: string,
): Promise<{ clientSecret: string }> {
  const { secretHash } = await readOwnApp(ctx, own, clientId);
  if (secretHash === null) throw new AppError('conflict', 'A public app has no secret.');
  const clientSecret = newSecret('aps');
  await ctx.db.batch([
    sql`update ${oauthClients} set secret_hash = ${await hashSecret(clientSecret)} where id = ${clientId}`,
    ...auditOfPerson(ctx, own, 'identity.app_secret_rotated', { clientId }),
  ]);
  return { clientSecret };
}

/** Ends an app: nobody can let it in any more, and every session that it was given is over. */
export async function removeApp(ctx: IdentityContext, own: OwnSession, clientId: string): Promise<{ removed: true }> {
  await readOwnApp(ctx, own, clientId);
  const open = await ctx.db.query<{ id: string }>(
    sql`select id from ${sessions} where client_id = ${clientId} and ended_at is null`,
  );
  await revokeSessions(
    ctx,
    open.map(({ id }) => id),
  );
  const [, ended = []] = await ctx.db.batch<{ id: string }>([
    sql`update ${oauthClients} set archived_at = ${ctx.clock.now().toISOString()} where id = ${clientId}`,
    endSessions(ctx, sql`client_id = ${clientId}`, 'app_removed'),
    ...auditOfPerson(ctx, own, 'identity.app_removed', { clientId }),
  ]);
  const told = new Set(open.map(({ id }) => id));
  await revokeSessions(
    ctx,
    ended.flatMap(({ id }) => (told.has(id) ? [] : [id])),
  );
  return { removed: true };
}
