import { type SQL, sql } from 'drizzle-orm';
import { oauthClients } from '#db/schema/identity';
import { customRoles, people, roleGrants } from '#db/schema/people';
import type { Permission } from '#platform/access/permission-table';
import { permissionsOf, roles } from '#platform/access/roles';
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

const rolesWithApps = roles.filter((role) => permissionsOf(role).includes('apps.manage'));

/** Whether the partner behind an app is active and may still have apps: else it neither begins nor renews anything. */
const isLookedAfter = (now: Date): SQL => sql`exists (
  select from ${people} o join ${roleGrants} g on g.person_id = o.id left join ${customRoles} r on r.id = g.custom_role_id
  where o.id = owner_id and o.status = 'active' and g.revoked_at is null and r.archived_at is null
    and (g.expires_at is null or g.expires_at > ${now.toISOString()}::timestamptz)
    and (g.role = any(${`{${rolesWithApps.join(',')}}`}::text[]) or 'apps.manage' = any(r.permissions)))`;

/** Undefined for an app that is unknown, archived, or whose partner may have none any more. */
export async function readClient(
  { db, clock }: Pick<IdentityContext, 'db' | 'clock'>,
  clientId: string,
): Promise<Client | undefined> {
  const [client] = await db.query<Client>(sql`select ${clientColumns} from ${oauthClients}
    where id = ${clientId} and archived_at is null and ${isLookedAfter(clock.now())}`);
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
