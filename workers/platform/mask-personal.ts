import { maskEmail, maskName, maskPhone } from './mask.ts';

const HIDDEN = '•••';
const hide = () => HIDDEN;

/** Fields that tell of a person or open something, by their names in lower case without underscores and hyphens. */
const personalFields: Readonly<Record<string, (text: string) => string>> = {
  name: maskName,
  contactname: maskName,
  holdername: maskName,
  fullname: maskName,
  email: maskEmail,
  contactemail: maskEmail,
  recipient: maskEmail,
  phone: maskPhone,
  contactphone: maskPhone,
  contact: hide,
  address: hide,
  shippingaddress: hide,
  line1: hide,
  line2: hide,
  postalcode: hide,
  birthdate: hide,
  dateofbirth: hide,
  emailindex: hide,
  phoneindex: hide,
  recipientindex: hide,
  password: hide,
  secret: hide,
  previoussecret: hide,
  token: hide,
  tokenhash: hide,
  keyhash: hide,
};

/**
 * A copy in which every field that is known to be personal or secret is masked, however deep it lies: a text keeps what may
 * be shown of it, anything else under such a name is hidden whole. Names of things belong under another name than `name`.
 */
export function maskPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPersonal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskField(key, inner)]));
}

const fieldOf = (key: string): string => key.toLowerCase().replaceAll(/[_-]/g, '');

/** Whether a field of this name is hidden: an event may have none such. */
export const isPersonalField = (key: string): boolean => Object.hasOwn(personalFields, fieldOf(key));

function maskField(key: string, value: unknown): unknown {
  const mask = isPersonalField(key) ? personalFields[fieldOf(key)] : undefined;
  if (mask === undefined) return maskPersonal(value);
  if (value === null || value === undefined) return value;
  return typeof value === 'string' ? mask(value) : HIDDEN;
}
