import type { Session } from '../features/session/session.ts';
import type { Answer } from './answer.ts';
import type { GiftCardBalance, StoreCredit } from './views.ts';

/** What is left on a gift card. The code travels in the body, because addresses are logged. */
export const checkBalance = (session: Session, code: string): Promise<Answer<GiftCardBalance>> =>
  session.ask({ method: 'POST', path: '/v1/gift-cards/balance', body: { code } });

/** The store credit of whoever is signed in; undefined for guests and where there is none. */
export async function readStoreCredit(session: Session): Promise<StoreCredit | undefined> {
  if (!session.isHeld) return undefined;
  const answer = await session.ask<StoreCredit>({ method: 'GET', path: '/v1/me/store-credit' });
  return answer.ok ? answer.value : undefined;
}
