import { sql } from 'drizzle-orm';
import { boolean, date, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Everybody with an account. Name, address and phone are sealed (see workers/platform/personal-data.ts); the index columns
 * find them by an exact value.
 */
export const people = pgTable(
  'people',
  {
    /** The same id as the account that signs in. */
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['customer', 'doctor', 'dealer', 'staff', 'partner'] }).notNull(),
    status: text('status', { enum: ['active', 'suspended', 'erased'] }).notNull(),
    name: text('name'),
    email: text('email'),
    emailIndex: text('email_index'),
    phone: text('phone'),
    phoneIndex: text('phone_index'),
    language: text('language').notNull(),
    /** Doctors: the council's number, and who of the staff has verified it. */
    registrationNumber: text('registration_number'),
    registrationCouncil: text('registration_council'),
    verifiedAt: instant('verified_at'),
    verifiedBy: uuid('verified_by'),
    /** Dealers: the firm that this person orders for. */
    dealerId: uuid('dealer_id').references(() => dealers.id),
    createdAt: instant('created_at').notNull(),
    erasedAt: instant('erased_at'),
  },
  (t) => [uniqueIndex('people_email').on(t.emailIndex), index('people_phone').on(t.phoneIndex)],
);

/** Firms that buy to sell again. Their licences stand in `licences`. */
export const dealers = pgTable('dealers', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  gstin: text('gstin'),
  status: text('status', { enum: ['pending', 'active', 'suspended'] }).notNull(),
  createdAt: instant('created_at').notNull(),
});

/** Without a licence in force nothing is billed: retail of a store, wholesale of a dealer, the pharmacist in charge. */
export const licences = pgTable(
  'licences',
  {
    id: uuid('id').primaryKey(),
    holderKind: text('holder_kind', { enum: ['store', 'dealer'] }).notNull(),
    holderId: uuid('holder_id').notNull(),
    kind: text('kind', { enum: ['20-C', '20-D', 'pharmacist'] }).notNull(),
    number: text('number').notNull(),
    /** The pharmacist in charge, sealed; null for a form. */
    holderName: text('holder_name'),
    validFrom: date('valid_from').notNull(),
    /** Its last day. */
    validTo: date('valid_to').notNull(),
    recordedBy: text('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [index('licences_holder').on(t.holderId, t.kind)],
);

/** Roles that the company made for itself, of the permissions in code. */
export const customRoles = pgTable('custom_roles', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull().unique(),
  permissions: text('permissions').array().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  archivedAt: instant('archived_at'),
});

/** Who was given what, where, up to which amounts and until when. Never deleted: it ends by `revoked_at` or `expires_at`. */
export const roleGrants = pgTable(
  'role_grants',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** A role in code, or null for a custom one. */
    role: text('role'),
    customRoleId: uuid('custom_role_id').references(() => customRoles.id),
    scope: text('scope', { enum: ['all', 'stores', 'own'] }).notNull(),
    storeIds: uuid('store_ids').array().notNull(),
    limits: jsonb('limits').notNull(),
    /** `break_glass`: taken in an emergency, with a reason, for a short time. */
    kind: text('kind', { enum: ['standing', 'break_glass'] }).notNull(),
    reason: text('reason'),
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('role_grants_person').on(t.personId).where(sql`${t.revokedAt} is null`)],
);

/** A link that makes an account with a role, once. */
export const invitations = pgTable('invitations', {
  id: uuid('id').primaryKey(),
  /** SHA-256 of the secret in the link. */
  tokenHash: text('token_hash').notNull().unique(),
  email: text('email').notNull(),
  emailIndex: text('email_index').notNull(),
  kind: text('kind', { enum: ['customer', 'doctor', 'dealer', 'staff', 'partner'] }).notNull(),
  dealerId: uuid('dealer_id').references(() => dealers.id),
  /** The grant that its use gives: role or custom role, scope, stores, limits. */
  grant: jsonb('grant').notNull(),
  invitedBy: text('invited_by').notNull(),
  invitedAt: instant('invited_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  usedBy: uuid('used_by'),
  revokedAt: instant('revoked_at'),
});

/** Keys of programs. The key itself is shown once; its hash finds it, its prefix lets a person tell it from others. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    keyHash: text('key_hash').notNull().unique(),
    permissions: text('permissions').array().notNull(),
    /** Origins whose pages may use it; empty: none, programs only. */
    corsOrigins: text('cors_origins').array().notNull(),
    plan: text('plan', { enum: ['standard', 'high'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('api_keys_owner').on(t.ownerId)],
);

export const addresses = pgTable(
  'addresses',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** Sealed JSON: what its owner calls it, who receives there, and the postal address. */
    address: text('address').notNull(),
    isDefault: boolean('is_default').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('addresses_person').on(t.personId)],
);

/** What somebody agreed to and took back: only ever appended, the last row of a channel and purpose counts. */
export const consents = pgTable(
  'consents',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'whatsapp'] }).notNull(),
    purpose: text('purpose').notNull(),
    given: boolean('given').notNull(),
    noticeVersion: text('notice_version').notNull(),
    /** Where it was said: page, request id, words shown. */
    proof: jsonb('proof').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('consents_person').on(t.personId, t.channel, t.purpose, t.at.desc())],
);
