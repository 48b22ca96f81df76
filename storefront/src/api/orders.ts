import type { Session } from '../features/session/session.ts';
import { type Answer, answerOf } from './answer.ts';
import { api } from './client.ts';
import type { CancelInput, Order, OrderReturn, ReturnInput } from './views.ts';

/** One order, for whoever may open it: with its token, or as the account that ordered. */
export interface OrderDoor {
  read(): Promise<Answer<Order>>;
  cancel(body: CancelInput): Promise<Answer<Order>>;
  /** The same key with the same goods is one request. */
  requestReturn(body: ReturnInput, key: string): Promise<Answer<OrderReturn>>;
}

const path = (orderId: string, rest = '') => `/v1/orders/${encodeURIComponent(orderId)}${rest}`;

/** With the token that the order was placed with. */
export function guestOrder(session: Session, orderId: string, token: string): OrderDoor {
  const headers = { 'x-order-token': token };
  return {
    read: () => answerOf(api.GET('/v1/orders/{orderId}', { params: { path: { orderId }, header: headers } })),
    cancel: (body) => session.ask({ method: 'POST', path: path(orderId, '/cancel'), body, headers }),
    requestReturn: (body, key) =>
      session.ask({
        method: 'POST',
        path: path(orderId, '/returns'),
        body,
        headers: { ...headers, 'idempotency-key': key },
      }),
  };
}

/** Of the account that is signed in. */
export function ownOrder(session: Session, orderId: string): OrderDoor {
  return {
    read: () => session.own({ method: 'GET', path: `/v1/me/orders/${encodeURIComponent(orderId)}` }),
    cancel: (body) => session.own({ method: 'POST', path: path(orderId, '/cancel'), body }),
    requestReturn: (body, key) =>
      session.own({ method: 'POST', path: path(orderId, '/returns'), body, headers: { 'idempotency-key': key } }),
  };
}
