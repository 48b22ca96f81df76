import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from '../../api/security.ts';
import type { Problem } from '../../api/views.ts';
import { formText } from '../../form-text.ts';
import { type FieldWords, type Refused, refusedBy } from '../forms/refused.ts';
import type { Language } from '../i18n/language.ts';
import type { Session } from '../session/session.ts';
import { securityMessages } from './security-messages.ts';

/** The key of an authenticator app that waits for its first code. It travels in the form, never in an address. */
export type Enrolment = { uri: string; secret: string };

export type SecondFactorStep =
  | { kind: 'enrolling'; enrolment: Enrolment; refused?: Refused }
  /** Shown this once, with the answer to the form itself: a page of its own could be opened again. */
  | { kind: 'codes'; recoveryCodes: string[] }
  | { kind: 'turned_off' }
  | { kind: 'refused'; refused: Refused; intent: string };

function secondFactorWords(language: Language): FieldWords {
  const { passwordError, codeError } = securityMessages(language);
  return { password: passwordError, code: codeError };
}

const codeOf = (data: FormData) => formText(data, 'code').replaceAll(/\s/g, '');

/** Does what a form of the second factor asks for. */
export async function changeSecondFactor(
  session: Session,
  data: FormData,
  language: Language,
): Promise<SecondFactorStep> {
  const intent = formText(data, 'intent');
  const password = formText(data, 'password');
  const refuse = (problem: Problem, fields: string[]): Refused => refusal(problem, fields, language);
  if (intent === 'begin') {
    const begun = await beginTotp(session, password);
    if (begun.ok) return { kind: 'enrolling', enrolment: begun.value };
    return { kind: 'refused', refused: refuse(begun.problem, ['password']), intent };
  }
  if (intent === 'confirm') {
    const confirmed = await confirmTotp(session, codeOf(data));
    if (confirmed.ok) return { kind: 'codes', recoveryCodes: confirmed.value.recoveryCodes };
    const enrolment = { uri: formText(data, 'uri'), secret: formText(data, 'secret') };
    const refused = refuse(confirmed.problem, ['code']);
    return isEnrolment(enrolment) ? { kind: 'enrolling', enrolment, refused } : { kind: 'refused', refused, intent };
  }
  if (intent === 'remove') {
    const removed = await removeTotp(session, { password, code: codeOf(data) });
    if (removed.ok) return { kind: 'turned_off' };
    return { kind: 'refused', refused: refuse(removed.problem, ['password', 'code']), intent };
  }
  const renewed = await renewRecoveryCodes(session, codeOf(data));
  if (renewed.ok) return { kind: 'codes', recoveryCodes: renewed.value.recoveryCodes };
  return { kind: 'refused', refused: refuse(renewed.problem, ['code']), intent };
}

const isEnrolment = ({ uri, secret }: Enrolment): boolean =>
  uri.startsWith('otpauth://totp/') && uri.length < 500 && /^[A-Z2-7]{16,128}$/.test(secret);

/** A wrong password or code is told beside its field even where the API does not name it. */
function refusal(problem: Problem, asked: string[], language: Language): Refused {
  const words = secondFactorWords(language);
  const isWrong = ['unauthenticated', 'forbidden', 'invalid_input'].includes(problem.code);
  const named = refusedBy(problem, language, words);
  if (!isWrong || Object.keys(named.fields).length > 0) return named;
  return { status: problem.status, fields: Object.fromEntries(asked.map((field) => [field, words[field] ?? ''])) };
}
