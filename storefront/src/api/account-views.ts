import type { Order } from './views.ts';

/** What the API says to and about the person who signs in. */
export type SecondFactorMethod = 'totp' | 'recovery_code' | 'passkey';

export type SignInAnswer =
  | { status: 'signed_in'; personId: string; expiresInSeconds: number }
  | { status: 'second_factor'; challenge: string; expiresInSeconds: number; methods: SecondFactorMethod[] };

export type Provider = { id: string; name: string };

export type OutsideAnswer = (SignInAnswer | { status: 'linked' }) & { returnTo: string };

export type Me = {
  personId: string;
  name: string;
  email: string;
  phone: string | null;
  language: string;
  emailVerified: boolean;
  hasPassword: boolean;
  secondFactor: boolean;
  recoveryCodesLeft: number;
  linked: { provider: string; linkedAt: string }[];
  permissions: string[];
};

export type SessionRow = {
  id: string;
  device: string;
  place: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
};

export type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null };

export type Address = {
  id: string;
  label: string;
  name: string;
  phone: string | null;
  line1: string;
  line2: string | null;
  city: string;
  stateCode: string;
  postalCode: string;
  country: string;
  isDefault: boolean;
};

export type OrderRow = Pick<Order, 'id' | 'number' | 'status' | 'placedAt' | 'total'> & {
  itemCount: number;
  /** A few names to recognise it by. */
  items: string[];
};

export type Consent = { channel: string; purpose: string; given: boolean; at: string | null };

/** How every consent stands, and the version of the notice to show where somebody agrees. */
export type Consents = { notice: string; data: Consent[] };

export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  permissions: string[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
};

export type LetInApp = { clientId: string; name: string; scopes: string[]; grantedAt: string };

export type ConsentRequest = { app: { name: string }; scopes: string[]; redirectHost: string };
