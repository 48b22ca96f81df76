import { routes } from '../../workers/gateway/rest/routes.ts';
import { stockOwnVariant } from '../own-stock.ts';
import type { ShopFacts } from '../shop-process.ts';
import { call, checkout, fillCart } from '../shopper.ts';
import type { ActorUnderTest } from './actors.ts';
import { purchasingBelongings } from './purchasing-belongings.ts';
import { tradeBelongings } from './trade-belongings.ts';

/** A record that stands behind a path parameter, and who it belongs to. */
export interface Belonging {
  value: string;
  ownerId: string | null;
  /** Code of the store that it stands in. */
  store: string | null;
}

export type Belongings = ReadonlyMap<string, Belonging>;

const exampleBody = (path: string): unknown => {
  const route = routes.find(({ spec }) => spec.method === 'post' && spec.path === path);
  if (route === undefined) throw new Error(`There is no POST ${path}.`);
  return route.spec.example?.body;
};

async function make(shop: ShopFacts, actor: ActorUnderTest, path: string, body = exampleBody(path)): Promise<string> {
  const answer = await call(shop, 'POST', path, {
    body,
    headers: { 'idempotency-key': `matrix-${actor.name}-${Date.now()}`, ...actor.headers },
  });
  if (answer.status !== 201) throw new Error(`${actor.name}: POST ${path}: ${answer.status} ${answer.text}`);
  return String(answer.json.id);
}

function roleOf(actors: readonly ActorUnderTest[], role: ActorUnderTest['role']): ActorUnderTest {
  const found = actors.find((actor) => actor.role === role && !actor.isWorthless);
  if (found === undefined) throw new Error(`Nobody is a ${role}.`);
  return found;
}

/** The customer's own cart, order, address and session. */
async function customersOwn(shop: ShopFacts, customer: ActorUnderTest): Promise<[string, Belonging][]> {
  const own = await stockOwnVariant(shop, 100, 0);
  const open = await fillCart(shop, own.variantId, 1, own.storeId);
  const cart = await call(shop, 'GET', `/v1/carts/${open.id}`, { headers: { 'x-cart-token': open.token } });
  const [line] = cart.json.lines as { id: string }[];
  const bought = await fillCart(shop, own.variantId, 1, own.storeId);
  const order = await checkout(shop, bought, `matrix-${open.id}`, undefined, customer.headers);
  if (order.status !== 201) throw new Error(`The order was refused: ${order.text}`);
  const [payment] = order.json.payments as { id: string }[];
  const sessions = await call(shop, 'GET', '/v1/auth/sessions', { headers: customer.headers });
  const [session] = sessions.json.data as { id: string }[];
  const of = (value: string, store: string | null = null): Belonging => ({ value, ownerId: customer.personId, store });
  return [
    ['variantId', { value: own.variantId, ownerId: null, store: null }],
    ['storeId', { value: own.storeId, ownerId: null, store: 'PUN' }],
    ['cartId', { value: open.id, ownerId: 'whoever holds the token', store: null }],
    ['lineId', { value: line?.id ?? '', ownerId: 'whoever holds the token', store: null }],
    ['orderId', of(String(order.json.id), 'PUN')],
    ['paymentId', { value: payment?.id ?? '', ownerId: null, store: 'PUN' }],
    ['addressId', of(await make(shop, customer, '/v1/me/addresses'))],
    ['sessionId', of(session?.id ?? '')],
    ['personId', of(customer.personId ?? '')],
  ];
}

/** One record of every kind, made over the API by the one who would make it. */
export async function makeBelongings(shop: ShopFacts, actors: readonly ActorUnderTest[]): Promise<Belongings> {
  const [owner, customer, partner] = [roleOf(actors, 'owner'), roleOf(actors, 'customer'), roleOf(actors, 'partner')];
  const of = (actor: ActorUnderTest, value: string): Belonging => ({ value, ownerId: actor.personId, store: null });
  const asCompany = async (path: string): Promise<Belonging> => of(owner, await make(shop, owner, path));
  const customers = await customersOwn(shop, customer);
  const storeId = customers.find(([name]) => name === 'storeId')?.[1].value ?? '';
  const variantId = customers.find(([name]) => name === 'variantId')?.[1].value ?? '';
  return new Map<string, Belonging>([
    ...customers,
    ...(await purchasingBelongings(shop, owner, storeId)),
    ...(await tradeBelongings(shop, owner, { storeId, variantId })),
    ['endpointId', of(partner, await make(shop, partner, '/v1/webhook-endpoints'))],
    ['keyId', of(partner, await make(shop, partner, '/v1/me/keys'))],
    ['invitationId', await asCompany('/v1/admin/invitations')],
    ['dealerId', await asCompany('/v1/admin/dealers')],
    ['roleId', await asCompany('/v1/admin/roles')],
    ['licenceId', await asCompany('/v1/admin/licences')],
    ['voucherId', await asCompany('/v1/admin/vouchers/gift-cards')],
    ['zoneId', await asCompany('/v1/admin/delivery/zones')],
    ['slotId', await asCompany('/v1/admin/delivery/slots')],
    ['promotionId', await asCompany('/v1/admin/promotions')],
  ]);
}
