import type { SecondFactor } from '../../api/auth.ts';
import { formText } from '../../form-text.ts';

/** Which kind of code a form asks for: the app's by default, a kept one when the visitor says so. */
export function readCode(data: FormData): SecondFactor {
  const method = formText(data, 'method') === 'recovery_code' ? 'recovery_code' : 'totp';
  const typed = formText(data, 'code').trim();
  // Apps show `123 456`; recovery codes keep their dash.
  return { method, code: method === 'totp' ? typed.replaceAll(/[\s-]/g, '') : typed.replaceAll(/\s/g, '') };
}

export const looksLikeCode = ({ method, code }: SecondFactor): boolean =>
  method === 'totp' ? /^\d{6}$/.test(code) : code.length >= 6 && code.length <= 40;
