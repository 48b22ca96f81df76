import type { Session } from '../features/session/session.ts';
import type { Address, ApiKey, ConsentRequest, Consents, LetInApp, Me, NewApiKey, OrderRow } from './account-views.ts';
import { type Answer, ApiUnavailable } from './answer.ts';

type Said<Value> = Promise<Answer<Value>>;
const segment = encodeURIComponent;

/** For what a page cannot do without: the session is good, so a refusal here is nobody's mistake. */
async function needed<Value>(said: Said<Value>): Promise<Value> {
  const answer = await said;
  if (answer.ok) return answer.value;
  throw new ApiUnavailable(`The API refused a page of the account: ${answer.problem.code}`);
}

const rowsOf = <Row>(said: Said<{ data: Row[] }>): Promise<Row[]> => needed(said).then(({ data }) => data);

export const readMe = (session: Session): Promise<Me> => needed(session.own<Me>({ method: 'GET', path: '/v1/me' }));

/** Who is signed in, or undefined for a guest. For pages that also serve guests. */
export async function readMeIfAny(session: Session): Promise<Me | undefined> {
  if (!session.isHeld) return undefined;
  const answer = await session.ask<Me>({ method: 'GET', path: '/v1/me' });
  return answer.ok ? answer.value : undefined;
}

export type ProfileChange = { name?: string; phone?: string | null; language?: string };

export const changeProfile = (session: Session, body: ProfileChange): Said<Me> =>
  session.own({ method: 'PATCH', path: '/v1/me', body });

export type AddressInput = Omit<Address, 'id' | 'isDefault' | 'createdAt'> & { isDefault?: true };

export const listAddresses = (session: Session): Promise<Address[]> =>
  rowsOf(session.own<{ data: Address[] }>({ method: 'GET', path: '/v1/me/addresses' }));

export const addAddress = (session: Session, body: AddressInput): Said<Address> =>
  session.own({ method: 'POST', path: '/v1/me/addresses', body });

export const changeAddress = (session: Session, id: string, body: Partial<AddressInput>): Said<Address> =>
  session.own({ method: 'PATCH', path: `/v1/me/addresses/${segment(id)}`, body });

export const removeAddress = (session: Session, id: string): Said<unknown> =>
  session.own({ method: 'DELETE', path: `/v1/me/addresses/${segment(id)}` });

export const listOrders = (
  session: Session,
  cursor?: string,
): Promise<{ data: OrderRow[]; nextCursor: string | null }> =>
  needed(session.own({ method: 'GET', path: `/v1/me/orders${cursor ? `?cursor=${segment(cursor)}` : ''}` }));

export const listConsents = (session: Session): Promise<Consents> =>
  needed(session.own<Consents>({ method: 'GET', path: '/v1/me/consents' }));

type ConsentChange = { channel: string; given: boolean; noticeVersion?: string };

export const setConsent = (session: Session, change: ConsentChange): Said<unknown> =>
  session.own({ method: 'PUT', path: '/v1/me/consents', body: { purpose: 'marketing', ...change } });

export const listKeys = (session: Session): Promise<ApiKey[]> =>
  rowsOf(session.own<{ data: ApiKey[] }>({ method: 'GET', path: '/v1/me/keys' }));

export const makeKey = (session: Session, body: { name: string; permissions: string[] }): Said<NewApiKey> =>
  session.own({ method: 'POST', path: '/v1/me/keys', body });

export const removeKey = (session: Session, id: string): Said<unknown> =>
  session.own({ method: 'DELETE', path: `/v1/me/keys/${segment(id)}` });

/** A shop that lets no apps in has no such list: then there are none. */
export async function listApps(session: Session): Promise<LetInApp[]> {
  const answer = await session.own<{ data: LetInApp[] }>({ method: 'GET', path: '/v1/me/apps' });
  if (!answer.ok && answer.problem.code === 'not_found') return [];
  return (await needed(Promise.resolve(answer))).data;
}

export const removeApp = (session: Session, clientId: string): Said<unknown> =>
  session.own({ method: 'DELETE', path: `/v1/me/apps/${segment(clientId)}` });

/** For good. Whoever calls it has made sure that it was meant. */
export const erase = (session: Session): Said<unknown> =>
  session.own({ method: 'POST', path: '/v1/me/erasure', body: { confirm: 'erase my account' } });

export const readConsentRequest = (session: Session, id: string): Said<ConsentRequest> =>
  session.own({ method: 'GET', path: `/v1/oauth/consents/${segment(id)}` });

export const answerConsentRequest = (session: Session, id: string, allow: boolean): Said<{ redirectTo: string }> =>
  session.own({ method: 'POST', path: `/v1/oauth/consents/${segment(id)}`, body: { allow } });
