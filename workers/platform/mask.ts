/** What is shown of personal data to those who may see that it is there and no more. */

const DOTS = '•••';

/** `asha.rao@example.com` is `a•••@example.com`: the domain tells an employee which mailbox to ask for, not whose. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 0) return DOTS;
  return `${firstCharacter(email.slice(0, at))}${DOTS}${email.slice(at)}`;
}

const INDIA = '+91';
const SHOWN_DIGITS = 3;

/** `+919812345678` is `+91 ••••• ••678`: the last three digits, which a caller can be asked for. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  if (digits.length <= SHOWN_DIGITS * 2) return DOTS;
  const country = phone.trim().startsWith(INDIA) ? `${INDIA} ` : '';
  return `${country}••••• ••${digits.slice(-SHOWN_DIGITS)}`;
}

/** `Asha Rao` is `A••• R•••`. The number of dots is always the same, so that no length is told. */
export function maskName(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => `${firstCharacter(word)}${DOTS}`).join(' ') || DOTS;
}

/** A character as a reader counts: never half of one. */
const firstCharacter = (text: string): string => Array.from(text)[0] ?? '';
