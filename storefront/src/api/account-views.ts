import type { components } from '@tincture/client';

/** What the API says to and about the person who signs in. */
type Schemas = components['schemas'];

export type SignInAnswer = Schemas['SignInAnswer'];
export type SecondFactorMethod = Schemas['SecondFactorNeeded']['methods'][number];
export type OutsideAnswer = Schemas['OutsideAnswer'];
export type Provider = Schemas['ProviderList']['data'][number];
export type Me = Schemas['Me'];
export type SessionRow = Schemas['Session'];
export type Passkey = Schemas['Passkey'];
export type Address = Schemas['Address'];
export type OrderRow = Schemas['OrderCard'];
/** How every consent stands, and the version of the notice to show where somebody agrees. */
export type Consents = Schemas['Consents'];
export type Consent = Consents['data'][number];

export type ApiKey = Schemas['ApiKey'];
export type NewApiKey = Schemas['NewApiKey'];

export type LetInApp = { clientId: string; name: string; scopes: string[]; grantedAt: string };

export type ConsentRequest = { app: { name: string }; scopes: string[]; redirectHost: string };
