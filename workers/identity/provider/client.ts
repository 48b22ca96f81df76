import { type SQL, sql } from 'drizzle-orm';
import { oauthClients } from '#db/schema/identity';
import type { Permission } from '#platform/access/permission-table';
import { hashSecret, sameHash } from '#platform/ids';
import type { IdentityContext } from '../identity-context.ts';
import { OauthError } from './oauth-error.ts';

/** An app as the provider knows it. */
export interface Client {
  id: string;
  label: string;
  homepage: string;
  redirectUris: string[];
  permissions: Permission[];
  /** Null: public. */
  secretHash: string | null;
}

export const clientColumns: SQL = sql`id, label, homepage, redirect_uris as "redirectUris", permissions,
  secret_hash as "secretHash"`;

export async function readClient(ctx: Pick<IdentityContext, 'db'>, clientId: string): Promise<Client | undefined> {
  const [client] = await ctx.db.query<Client>(
    sql`select ${clientColumns} from ${oauthClients} where id = ${clientId} and archived_at is null`,
  );
  return client;
}

/**
 * The app that sends a form: a confidential one by its secret, in the header or in the form, a public one by its id alone.
 * Throws `invalid_client`.
 */
export async function authenticateClient(
  ctx: IdentityContext,
  request: Request,
  form: URLSearchParams,
): Promise<Client> {
  const basic = basicOf(request.headers.get('authorization'));
  const named = form.get('client_id');
  if (basic !== undefined && form.has('client_secret')) throw refused();
  if (basic !== undefined && named !== null && named !== basic.id) throw refused();
  const id = basic?.id ?? named;
  const secret = basic?.secret ?? form.get('client_secret');
  const client = id === null ? undefined : await readClient(ctx, id);
  if (client === undefined) throw refused();
  if (client.secretHash === null) {
    if (secret !== null && secret !== '') throw refused();
    return client;
  }
  if (secret === null || !sameHash(await hashSecret(secret), client.secretHash)) throw refused();
  return client;
}

const refused = (): OauthError =>
  new OauthError('invalid_client', 'The app is unknown or its secret is not right.', 401);

/** RFC 6749, 2.3.1: both halves are form-encoded before they are joined. */
function basicOf(header: string | null): { id: string; secret: string } | undefined {
  if (header === null) return undefined;
  const encoded = /^basic ([a-z0-9+/=]{1,1000})$/i.exec(header)?.[1];
  if (encoded === undefined) throw refused();
  try {
    const [id = '', secret] = atob(encoded)
      .split(':', 2)
      .map((half) => decodeURIComponent(half.replaceAll('+', ' ')));
    if (secret === undefined) throw refused();
    return { id, secret };
  } catch {
    throw refused();
  }
}
