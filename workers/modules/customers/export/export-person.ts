import type { MessageColumns } from '#modules/campaigns';
import { openContent } from '#modules/campaigns';
import { type OrderJson, orderRecord, showOrder } from '#modules/orders';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type AddressRow, openAddress } from '../addresses/address-rows.ts';
import { requireThemselves } from '../own-account.ts';
import { openPerson } from '../read-person.ts';
import { type PersonExport, PersonParams } from '../schemas.ts';
import { readExport } from './read-export.ts';

/** Everything that the company has about whoever asks. Not for apps and keys: they were lent a part. */
export async function exportMe(ctx: Context): Promise<PersonExport> {
  requirePermission(ctx, 'profile.own');
  return exportOf(ctx, requireThemselves(ctx).personId);
}

/** The same for somebody who asked the company for it. */
export async function exportPersonForStaff(ctx: Context, input: { personId: string }): Promise<PersonExport> {
  const { personId } = parseInput(PersonParams, input);
  requirePermission(ctx, 'people.export', { personId });
  return exportOf(ctx, personId);
}

async function exportOf(ctx: Permitted, personId: string): Promise<PersonExport> {
  const [rows, { account, sessions, passkeys }] = await Promise.all([
    readExport(ctx, personId),
    ctx.identity.describeAccount(personId).then(orThrow),
  ]);
  const [found] = rows.person;
  const person = await openPerson(ctx.personal, found as Parameters<typeof openPerson>[1]);
  await ctx.db.batch(writeFacts([auditFact(ctx, { action: 'people.export', subject: personId })]));
  return {
    exportedAt: ctx.clock.now().toISOString(),
    person: personOf(person),
    addresses: await Promise.all(rows.addresses.map((row) => openAddress(ctx.personal, row as unknown as AddressRow))),
    consents: rows.consents,
    orders: await Promise.all(
      rows.orders.map((row) => showOrder(ctx, orderRecord(row as unknown as OrderJson), 'buyer')),
    ),
    messages: await Promise.all(rows.messages.map((row) => messageOf(ctx, row))),
    grants: rows.grants,
    apiKeys: rows.apiKeys,
    webhookEndpoints: rows.webhookEndpoints,
    invitations: rows.invitations,
    account: { ...account },
    sessions: sessions.map((row) => ({ ...row })),
    passkeys: passkeys.map((row) => ({ ...row })),
    prescriptions: rows.prescriptions,
    deeds: rows.deeds,
  };
}

function personOf({ row, name, email, phone }: Awaited<ReturnType<typeof openPerson>>): PersonExport['person'] {
  const { registrationNumber: number, registrationCouncil: council } = row;
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    name,
    email,
    phone,
    language: row.language,
    registration: number === null ? null : { number, council },
    verifiedAt: row.verifiedAt === null ? null : new Date(row.verifiedAt).toISOString(),
    dealerId: row.dealerId,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** The rest may hold a link that opens the account, and staff makes exports too: of those only the title. */
const purposesWithText: ReadonlySet<unknown> = new Set(['order_confirmation']);

async function messageOf(ctx: Permitted, row: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { title, bodyText } = await openContent(ctx.personal, row as unknown as MessageColumns);
  const { purpose, channel, status } = row;
  const text = purposesWithText.has(purpose) ? bodyText : null;
  return { purpose, channel, status, title, text, queuedAt: row.queued_at, sentAt: row.sent_at };
}
