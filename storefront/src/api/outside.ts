import type { Session } from '../features/session/session.ts';
import type { OutsideAnswer, Provider } from './account-views.ts';
import type { Answer } from './answer.ts';

const at = (provider: string) => `/v1/auth/outside/${encodeURIComponent(provider)}`;

/** Where one can sign in from outside. A sign-in page is no worse without them, so a failure counts as none. */
export async function listProviders(session: Session): Promise<Provider[]> {
  const answer = await session
    .ask<{ data: Provider[] }>({ method: 'GET', path: '/v1/auth/providers', signsIn: true })
    .catch(() => undefined);
  return answer?.ok ? answer.value.data : [];
}

/** Where to send the browser; what it began stands in a cookie. */
export const beginOutside = (
  session: Session,
  provider: string,
  body: { returnTo: string; link?: true },
): Promise<Answer<{ url: string }>> => {
  const call = { method: 'POST', path: `${at(provider)}/begin`, body } as const;
  return body.link ? session.own(call) : session.ask({ ...call, signsIn: true });
};

export const finishOutside = (
  session: Session,
  provider: string,
  body: { code: string; state: string },
): Promise<Answer<OutsideAnswer>> => session.ask({ method: 'POST', path: `${at(provider)}/finish`, body });

export const unlinkOutside = (session: Session, provider: string): Promise<Answer<unknown>> =>
  session.own({ method: 'DELETE', path: at(provider) });
