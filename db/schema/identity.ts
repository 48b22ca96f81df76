import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { people } from './people.ts';

/**
 * Who can sign in, in the models of better-auth. Nothing personal stands here: `email` is `<blind index>@blind.invalid`,
 * `name` is empty; the person is the row of `people` with the same id.
 */
export const authUsers = pgTable('auth_users', {
  id: uuid('id')
    .primaryKey()
    .references(() => people.id),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull(),
  image: text('image'),
  twoFactorEnabled: boolean('two_factor_enabled').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

/** Ways to sign in: `credential` with a password hash, or an account at an outside provider. Its tokens are not kept. */
export const authAccounts = pgTable(
  'auth_accounts',
  {
    id: uuid('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => authUsers.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    unique('auth_accounts_outside').on(t.providerId, t.accountId),
    unique('auth_accounts_once').on(t.userId, t.providerId),
  ],
);

/** The secret of an authenticator app, sealed. It counts once `verified`; a code of `last_step` or before is spent. */
export const authTwoFactors = pgTable('auth_two_factors', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .unique()
    .references(() => authUsers.id, { onDelete: 'cascade' }),
  secret: text('secret').notNull(),
  verified: boolean('verified').notNull(),
  /** Of the code used last: epoch seconds by 30. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull(),
  createdAt: instant('created_at').notNull(),
});

export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => authUsers.id, { onDelete: 'cascade' }),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

export const authPasskeys = pgTable(
  'auth_passkeys',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => authUsers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** COSE key, base64url, as is the credential's id. */
    publicKey: text('public_key').notNull(),
    credentialId: text('credential_id').notNull().unique(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports').array().notNull(),
    aaguid: text('aaguid').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [index('auth_passkeys_user').on(t.userId)],
);

/** Secrets that are good once: links in mails, challenges, ceremonies. Only their SHA-256 is kept. */
export const proofs = pgTable(
  'proofs',
  {
    hash: text('hash').primaryKey(),
    purpose: text('purpose').notNull(),
    /** Null before there is an account, and where it does not matter whose it is. */
    personId: uuid('person_id'),
    /** Finds the proofs of an address that has no account yet. */
    emailIndex: text('email_index'),
    /** What it proves or opens, sealed. */
    data: text('data').notNull(),
    /** Wrong answers that it still bears. */
    triesLeft: integer('tries_left').notNull(),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    index('proofs_person').on(t.personId, t.purpose),
    index('proofs_email').on(t.emailIndex, t.purpose),
    index('proofs_expires').on(t.expiresAt),
  ],
);

/** Apps of partners that people may let in. `permissions` is the most that one may ever ask for. */
export const oauthClients = pgTable(
  'oauth_clients',
  {
    id: text('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    label: text('label').notNull(),
    homepage: text('homepage').notNull(),
    redirectUris: text('redirect_uris').array().notNull(),
    permissions: text('permissions').array().notNull(),
    /** SHA-256; null: a public client, which can keep no secret. */
    secretHash: text('secret_hash'),
    createdAt: instant('created_at').notNull(),
    archivedAt: instant('archived_at'),
  },
  (t) => [index('oauth_clients_owner').on(t.ownerId)],
);

/** What somebody lets an app do for them. */
export const oauthConsents = pgTable(
  'oauth_consents',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    clientId: text('client_id')
      .notNull()
      .references(() => oauthClients.id),
    permissions: text('permissions').array().notNull(),
    at: instant('at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [primaryKey({ columns: [t.personId, t.clientId] })],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    /** The app that was let in, and what it may do; null in a session of the person's own. */
    clientId: text('client_id').references(() => oauthClients.id),
    permissions: text('permissions').array(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    device: text('device').notNull(),
    place: text('place').notNull(),
    /** Of an IPv4 address the first three bytes, of an IPv6 address the first six. */
    network: text('network').notNull(),
    secondFactorAt: instant('second_factor_at'),
    endedAt: instant('ended_at'),
    endReason: text('end_reason', {
      enum: [
        'signed_out',
        'ended_by_person',
        'ended_by_staff',
        'password_changed',
        'password_reset',
        'reuse',
        'factor_changed',
        'app_removed',
      ],
    }),
  },
  (t) => [index('sessions_person').on(t.personId).where(sql`${t.endedAt} is null`)],
);

/** Every refresh token of a session: each is good once and has at most one successor. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: text('hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    issuedAt: instant('issued_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    successor: text('successor'),
  },
  (t) => [index('refresh_tokens_session').on(t.sessionId, t.usedAt), index('refresh_tokens_expires').on(t.expiresAt)],
);

/** Keys that sign access tokens; the private half is sealed under AUTH_SECRET. */
export const signingKeys = pgTable('signing_keys', {
  id: text('id').primaryKey(),
  algorithm: text('algorithm').notNull(),
  publicKey: jsonb('public_key').notNull(),
  privateKey: text('private_key').notNull(),
  createdAt: instant('created_at').notNull(),
});
