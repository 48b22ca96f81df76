/**
 * Personal data at rest. A sealed value is AES-256-GCM under a key of its own, which is wrapped by the company's current
 * master key; the master key's id stands beside it. `place` names table and column and is bound into the seal, so that a
 * value moved elsewhere does not open.
 */
export interface PersonalData {
  seal(place: SealedPlace, text: string): Promise<string>;
  /** Throws for a value that was changed, moved or sealed under a key that is gone. */
  open(place: SealedPlace, sealed: string): Promise<string>;
  /** HMAC-SHA256 of the normalised value, in hex: equal for equal values, so that it can be looked up and no more. */
  indexOf(kind: 'email' | 'phone' | 'voucher', value: string): Promise<string>;
}

/** Every column that holds a sealed value. */
export type SealedPlace =
  | 'people.name'
  | 'people.email'
  | 'people.phone'
  | 'addresses.address'
  | 'orders.contact'
  | 'orders.shipping_address'
  | 'invitations.email'
  | 'messages.recipient'
  | 'messages.content'
  | 'webhook_endpoints.secret'
  | 'licences.holder_name'
  | 'suppliers.contact'
  | 'taken_carts.token'
  | 'quotations.contact'
  | 'prescriptions.file_secret';

/**
 * `A.Rao@Example.COM ` and `a.rao@example.com` are one address. Only the letters of ASCII: the Kelvin sign becomes a `k` too,
 * and whoever has a mailbox spelt with it would have the account of somebody else.
 */
export const normalEmail = (email: string): string =>
  email.trim().replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Digits with their country: `+91 98123-45678` is `+919812345678`. */
export const normalPhone = (phone: string): string => phone.replaceAll(/[^\d+]/g, '');
