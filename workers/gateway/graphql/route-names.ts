import type { Route } from '../routing/define-route.ts';
import { camel, singular } from './shapes/type-names.ts';

export const addressOf = ({ spec }: Route): string => `${spec.method.toUpperCase()} ${spec.path}`;

/** Where the rule below gives a word that nobody would look for. */
const ownNames: Readonly<Record<string, string>> = {
  'POST /v1/carts': 'openCart',
  'PATCH /v1/carts/{cartId}': 'setCartLanguage',
  'POST /v1/carts/{cartId}/checkout': 'placeOrder',
  'PUT /v1/admin/variants/{variantId}/price': 'setPrice',
  'POST /v1/admin/stores/{storeId}/stock': 'receiveStock',
  'POST /v1/admin/stores/{storeId}/shards': 'reshardStore',
  'POST /v1/admin/dead-letters/{consumer}/{letterId}/replay': 'replayDeadLetter',
  'POST /v1/admin/dead-letters/{consumer}/{letterId}/discard': 'discardDeadLetter',
};

const prefixes = { get: '', post: '', put: 'set', patch: 'change', delete: 'remove' } as const;

/**
 * The field that stands for a route, from its address: `GET /v1/remedies` is `remedies`, `GET /v1/remedies/{slug}` is
 * `remedy`, `POST`, `PATCH` and `DELETE` of `/v1/me/addresses` are `addMeAddress`, `changeMeAddress`, `removeMeAddress`.
 */
export function fieldNameOf(route: Route, routes: readonly Route[]): string {
  const own = ownNames[addressOf(route)];
  if (own !== undefined) return own;
  const { method, path } = route.spec;
  const isAdding =
    method === 'post' &&
    routes.some(({ spec }) => isItemOf(spec.path, path) || (spec.path === path && spec.method === 'get'));
  const parts = path.split('/').slice(2);
  const words = parts.flatMap((part, at) => {
    if (isParameter(part)) return [];
    const namesOne = isParameter(parts[at + 1]) || (isAdding && at === parts.length - 1);
    return [namesOne ? singular(part) : part];
  });
  return camel([isAdding ? 'add' : prefixes[method], ...words].filter((word) => word !== '').join('-'));
}

const isParameter = (part: string | undefined): boolean => part?.startsWith('{') === true;

const isItemOf = (item: string, collection: string): boolean =>
  item.startsWith(`${collection}/{`) && !item.slice(collection.length + 1).includes('/');
