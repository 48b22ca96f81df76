import * as z from 'zod';
import { languages } from '#modules/catalog';
import { AddressSchema, line, OrderView, PersonName, Phone } from '#modules/orders';
import { permissions } from '#platform/access/permission-table';
import { maxAddresses, maxConsentHistory } from './limits.ts';

const Id = z.uuid('Must be an id as this API gives them');
const Instant = z.iso.datetime();
export const PersonParams = z.strictObject({ personId: Id });

// ---- the profile

export const ChangeMeBody = z
  .strictObject({
    name: PersonName.optional(),
    phone: Phone.nullable().optional(),
    language: z.enum(languages, 'Must be one of: en, hi').optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Must change something');
export type ChangeMeBody = z.input<typeof ChangeMeBody>;

export const MeView = z
  .strictObject({
    personId: Id,
    kind: z.enum(['customer', 'doctor', 'dealer', 'staff', 'partner']),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    language: z.string(),
    createdAt: Instant,
    emailVerified: z.boolean(),
    hasPassword: z.boolean(),
    secondFactor: z.boolean(),
    recoveryCodesLeft: z.int(),
    linked: z.array(z.strictObject({ provider: z.string(), linkedAt: Instant })),
    /** What this session, app or key may do. */
    permissions: z.array(z.enum(permissions as [string, ...string[]])),
    /** Whose records it may work on besides its own. */
    stores: z.union([z.literal('all'), z.array(Id)]),
  })
  .meta({ id: 'Me' });
export type MeView = z.infer<typeof MeView>;

// ---- addresses

const { line1, city, stateCode, postalCode, country } = AddressSchema.shape;

const addressFields = {
  /** What its owner calls it: Home. */
  label: line(0, 60),
  /** Who receives there. */
  name: PersonName,
  phone: Phone.nullable(),
  line1,
  line2: line(0, 200).nullable(),
  city,
  stateCode,
  postalCode,
  country,
};

export const NewAddressBody = z.strictObject({
  ...addressFields,
  label: addressFields.label.default(''),
  phone: addressFields.phone.default(null),
  line2: addressFields.line2.default(null),
  isDefault: z.boolean().default(false),
});
export const ChangeAddressBody = z
  .strictObject({ ...addressFields, isDefault: z.literal(true, 'Make another one the default instead') })
  .extend({ country: z.literal('IN', 'Deliveries go to India (IN) only') })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Must change something');
export const AddressParams = z.strictObject({ addressId: Id });

export const AddressView = z
  .strictObject({
    id: Id,
    label: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    stateCode: z.string(),
    postalCode: z.string(),
    country: z.string(),
    isDefault: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'Address' });
export type AddressView = z.infer<typeof AddressView>;
/** What is sealed of an address. */
export type AddressContent = Omit<AddressView, 'id' | 'isDefault' | 'createdAt'>;
export const AddressListView = z.strictObject({ data: z.array(AddressView).max(maxAddresses) });
export type AddressListView = z.infer<typeof AddressListView>;
export const RemovedView = z.strictObject({ removed: z.literal(true) });

// ---- consents

export const consentChannels = ['email', 'sms', 'whatsapp'] as const;
export const consentPurposes = ['marketing'] as const;

export const SetConsentBody = z.strictObject({
  channel: z.enum(consentChannels, 'Must be one of: email, sms, whatsapp'),
  purpose: z.enum(consentPurposes, 'Must be: marketing'),
  given: z.boolean('Must be true or false'),
  /** The notice that was shown: needed to agree, not to take it back. */
  noticeVersion: z.string('Must be text').max(20, 'Must be at most 20 characters').optional(),
});
export type SetConsentBody = z.input<typeof SetConsentBody>;

const ConsentState = z.strictObject({
  channel: z.enum(consentChannels),
  purpose: z.string(),
  given: z.boolean(),
  noticeVersion: z.string().nullable(),
  /** Null: never said. */
  at: Instant.nullable(),
});
export type ConsentState = z.infer<typeof ConsentState>;
export const ConsentsView = z
  .strictObject({
    /** The present notice, to be shown where somebody agrees. */
    notice: z.string(),
    /** How it stands now, for every channel and purpose. */
    data: z.array(ConsentState),
    /** What was said, the newest first. */
    history: z.array(ConsentState.extend({ at: Instant, noticeVersion: z.string() })).max(maxConsentHistory),
  })
  .meta({ id: 'Consents' });
export type ConsentsView = z.infer<typeof ConsentsView>;

// ---- the end

/** What must be typed, so that no stray click ends an account. */
const erasureWords = 'erase my account';
export const EraseMeBody = z.strictObject({ confirm: z.literal(erasureWords, `Must be: ${erasureWords}`) });
export const ErasePersonBody = z.strictObject({ reason: line(3, 300) });
export const ErasedView = z.strictObject({ personId: Id, erasedAt: Instant }).meta({ id: 'Erased' });

// ---- everything about somebody

const Rows = z.array(z.record(z.string(), z.unknown()));
export const PersonExport = z
  .strictObject({
    exportedAt: Instant,
    person: z.strictObject({
      id: Id,
      kind: z.string(),
      status: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      language: z.string(),
      registration: z.strictObject({ number: z.string(), council: z.string().nullable() }).nullable(),
      verifiedAt: Instant.nullable(),
      dealerId: Id.nullable(),
      createdAt: Instant,
    }),
    addresses: z.array(AddressView),
    consents: Rows,
    orders: z.array(OrderView),
    messages: Rows,
    grants: Rows,
    apiKeys: Rows,
    webhookEndpoints: Rows,
    invitations: Rows,
    account: z.record(z.string(), z.unknown()).nullable(),
    sessions: Rows,
    passkeys: Rows,
    /** Each can be read at its own address while it is kept. */
    prescriptions: Rows,
    /** What they did, as the audit has it. */
    deeds: Rows,
  })
  .meta({ id: 'PersonExport' });
export type PersonExport = z.infer<typeof PersonExport>;
