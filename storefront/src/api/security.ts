import type { Session } from '../features/session/session.ts';
import type { Passkey, SessionRow } from './account-views.ts';
import { type Answer, ApiUnavailable } from './answer.ts';

type Said<Value> = Promise<Answer<Value>>;
const segment = encodeURIComponent;

const post = <Value>(session: Session, path: string, body: unknown): Said<Value> =>
  session.own<Value>({ method: 'POST', path: `/v1/auth/${path}`, body });
const remove = (session: Session, path: string): Said<unknown> =>
  session.own({ method: 'DELETE', path: `/v1/auth/${path}` });

async function rows<Row>(session: Session, path: string): Promise<Row[]> {
  const answer = await session.own<{ data: Row[] }>({ method: 'GET', path: `/v1/auth/${path}` });
  if (!answer.ok) throw new ApiUnavailable(`The API refused ${path}: ${answer.problem.code}`);
  return answer.value.data;
}

export const changePassword = (session: Session, body: { current: string; password: string }): Said<unknown> =>
  post(session, 'password', body);

export const beginTotp = (session: Session, password: string): Said<{ uri: string; secret: string }> =>
  post(session, 'totp', { password });

export const confirmTotp = (session: Session, code: string): Said<{ recoveryCodes: string[] }> =>
  post(session, 'totp/confirm', { code });

export const removeTotp = (session: Session, body: { password: string; code: string }): Said<unknown> =>
  post(session, 'totp/remove', body);

export const renewRecoveryCodes = (session: Session, code: string): Said<{ recoveryCodes: string[] }> =>
  post(session, 'recovery-codes', { code });

export const listSessions = (session: Session): Promise<SessionRow[]> => rows(session, 'sessions');
export const endSession = (session: Session, id: string): Said<unknown> => remove(session, `sessions/${segment(id)}`);
export const endOtherSessions = (session: Session): Said<unknown> => remove(session, 'sessions');

export const listPasskeys = (session: Session): Promise<Passkey[]> => rows(session, 'passkeys');
/** Without a password it takes a second factor or a sign-in of the last minutes. */
export const removePasskey = (session: Session, id: string, password: string): Said<unknown> =>
  post(session, `passkeys/${segment(id)}/remove`, password === '' ? {} : { password });
