import { type SQL, sql } from 'drizzle-orm';
import { messages } from '#db/schema/campaigns';
import { orders } from '#db/schema/orders';
import { addresses, apiKeys, invitations, people, roleGrants } from '#db/schema/people';
import { quotations, takenCarts } from '#db/schema/trade-orders';
import { webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import { erasedBuyer } from '#modules/orders';
import { erasePrescriptionsOf } from '#modules/prescriptions';
import type { PersonalData } from '#platform/personal-data';

/** Sealed values that say nothing, for columns that must hold one. */
interface Markers {
  contact: string;
  shippingAddress: string;
  recipient: string;
  invitationEmail: string;
  endpointSecret: string;
}

export async function erasureMarkers(personal: PersonalData): Promise<Markers> {
  const [contact, shippingAddress, recipient, invitationEmail, endpointSecret] = await Promise.all([
    personal.seal('orders.contact', JSON.stringify(erasedBuyer.contact)),
    personal.seal('orders.shipping_address', JSON.stringify(erasedBuyer.shippingAddress)),
    personal.seal('messages.recipient', ''),
    personal.seal('invitations.email', ''),
    personal.seal('webhook_endpoints.secret', ''),
  ]);
  return { contact, shippingAddress, recipient, invitationEmail, endpointSecret };
}

interface WhoIsErased {
  personId: string;
  /** Of their present address: finds messages and invitations. */
  emailIndex: string | null;
  /** Instant, ISO 8601. */
  erasedAt: string;
}

/**
 * Takes a person out of the business records. Orders keep their goods, amounts and tax under an erased contact; the ledger of
 * consents stays as it is, because it holds an id and no identity. See docs/personal-data.md.
 */
export function erasureStatements({ personId, emailIndex, erasedAt }: WhoIsErased, markers: Markers): SQL[] {
  const id = sql`${personId}::uuid`;
  const at = sql`${erasedAt}::timestamptz`;
  return [
    sql`update ${people} set status = 'erased', name = null, email = null, email_index = null, phone = null,
        phone_index = null, registration_number = null, registration_council = null, dealer_id = null, erased_at = ${at}
      where id = ${id} and status <> 'erased'`,
    sql`delete from ${addresses} where person_id = ${id}`,
    // Their secrets go in this very transaction; the files, noise by then, with the next sweep.
    erasePrescriptionsOf(personId, erasedAt),
    sql`update ${messages} set recipient = ${markers.recipient}, recipient_index = null, content = null, title = null,
        body_text = null, body_html = null, failure = null, due_at = null,
        status = case when status = 'sent' then status else 'failed' end
      where recipient_index = ${emailIndex} or subject_id = ${personId}
        or subject_id in (select o.id::text from ${orders} o where o.person_id = ${id})`,
    sql`update ${orders} set contact = ${markers.contact}, shipping_address = ${markers.shippingAddress},
        email_index = null, phone_index = null, contact_name = null, contact_email = null, contact_phone = null
      where person_id = ${id}`,
    sql`update ${quotations} set contact = null where person_id = ${id}`,
    sql`delete from ${takenCarts} where person_id = ${id}`,
    sql`update ${invitations} set email = ${markers.invitationEmail}, email_index = '',
        revoked_at = case when used_at is null then coalesce(revoked_at, ${at}) else revoked_at end
      where email_index = ${emailIndex} or used_by = ${id}`,
    sql`update ${roleGrants} set revoked_at = ${at} where person_id = ${id} and revoked_at is null`,
    sql`update ${apiKeys} set revoked_at = coalesce(revoked_at, ${at}), name = '', cors_origins = '{}' where owner_id = ${id}`,
    sql`update ${webhookDeliveries} set status = 'failed', due_at = null where due_at is not null
      and endpoint_id in (select e.id from ${webhookEndpoints} e where e.owner_id = ${id})`,
    sql`update ${webhookEndpoints} set status = 'disabled', url = '', description = '', secret = ${markers.endpointSecret},
        previous_secret = null, paused_reason = null, deleted_at = coalesce(deleted_at, ${at}) where owner_id = ${id}`,
  ];
}
