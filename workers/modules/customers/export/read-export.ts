import { type SQL, sql } from 'drizzle-orm';
import { messages } from '#db/schema/campaigns';
import { addresses, apiKeys, consents, invitations, roleGrants } from '#db/schema/people';
import { auditLog } from '#db/schema/platform';
import { webhookEndpoints } from '#db/schema/webhooks';
import { ordersQuery } from '#modules/orders';
import type { Permitted } from '#platform/context';
import { personQuery } from '../read-person.ts';

type Row = Record<string, unknown>;

export interface ExportRows {
  person: Row[];
  addresses: Row[];
  consents: Row[];
  orders: Row[];
  messages: Row[];
  grants: Row[];
  apiKeys: Row[];
  webhookEndpoints: Row[];
  invitations: Row[];
  prescriptions: Row[];
  deeds: Row[];
}

/** Every statement names the person. Hashes, prefixes of keys and secrets stay out: they open something, or tell nothing. */
function exportQueries(personId: string): Record<keyof ExportRows, SQL> {
  const id = sql`${personId}::uuid`;
  const emailIndex = sql`(select p.email_index from people p where p.id = ${id})`;
  return {
    person: personQuery(personId),
    addresses: sql`select id, address, is_default, created_at from ${addresses} where person_id = ${id} order by created_at, id`,
    consents: sql`select channel, purpose, given, notice_version as "noticeVersion", proof, at
      from ${consents} where person_id = ${id} order by at, id`,
    orders: ordersQuery(sql`o.person_id = ${id}`),
    messages: sql`select id, purpose, subject_id, channel, recipient, language, content, title, body_text, body_html, status,
        queued_at, sent_at from ${messages}
      where recipient_index = ${emailIndex} or subject_id = ${personId}
        or subject_id in (select o.id::text from orders o where o.person_id = ${id}) order by queued_at, id`,
    grants: sql`select role, custom_role_id as "customRoleId", scope, store_ids as "storeIds", limits, kind, reason,
        granted_at as "grantedAt", expires_at as "expiresAt", revoked_at as "revokedAt"
      from ${roleGrants} where person_id = ${id} order by granted_at, id`,
    apiKeys: sql`select id, name, permissions, cors_origins as "corsOrigins", created_at as "createdAt",
        expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
      from ${apiKeys} where owner_id = ${id} order by created_at, id`,
    webhookEndpoints: sql`select id, url, description, event_types as "eventTypes", status, created_at as "createdAt",
        deleted_at as "deletedAt" from ${webhookEndpoints} where owner_id = ${id} order by created_at, id`,
    invitations: sql`select id, kind, invited_at as "invitedAt", expires_at as "expiresAt", used_at as "usedAt"
      from ${invitations} where email_index = ${emailIndex} or used_by = ${id} order by invited_at, id`,
    prescriptions: sql`select id, store_id as "storeId", order_id as "orderId", status, refused_for as "refusedFor",
        content_type as "contentType", size_bytes as "sizeBytes", uploaded_at as "uploadedAt", keep_until as "keepUntil"
      from prescriptions where person_id = ${id} order by uploaded_at, id`,
    deeds: sql`select at, action, subject, store_id as "storeId" from ${auditLog}
      where split_part(actor, ' ', 1) = ${`person:${personId}`} order by at, id`,
  };
}

/**
 * All records about a person, in one round trip. Messages, invitations and audit lie behind policies of the company, not of
 * the person, so this reads the whole company: each statement holds to the one person by itself.
 */
export async function readExport(ctx: Pick<Permitted, 'db'>, personId: string): Promise<ExportRows> {
  const queries = exportQueries(personId);
  const names = Object.keys(queries) as (keyof ExportRows)[];
  const company = ctx.db.within({ storeIds: 'all', peopleOf: 'all', personId });
  const results = await company.batch<Row>(names.map((name) => queries[name]));
  return Object.fromEntries(names.map((name, at) => [name, results[at] ?? []])) as unknown as ExportRows;
}
