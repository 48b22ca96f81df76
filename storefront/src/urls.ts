import type { ProductQuery } from './api/catalog.ts';
import type { Language } from './features/i18n/language.ts';
import { withLanguage } from './features/i18n/language.ts';
import { toQuery } from './query.ts';

export const legalDocuments = ['terms', 'privacy', 'shipping-and-returns', 'medical-disclaimer'] as const;
export type LegalDocument = (typeof legalDocuments)[number];

/** What a buyer does with an order of their own, each on a page of its own. */
export type OrderAct = 'cancel' | 'return';

const segment = encodeURIComponent;

export const accountAreas = ['orders', 'addresses', 'profile', 'security', 'consents', 'apps', 'keys', 'data'] as const;
export type AccountArea =
  | (typeof accountAreas)[number]
  | 'security/password'
  | 'security/second-factor'
  | 'data/export';

/** Every address of the shop, in one language. The gateway routes by the first segment, so new ones are agreed there. */
export function urlsFor(language: Language) {
  const at = (path: string) => withLanguage(language, path);
  return {
    home: at('/'),
    shop: (query: ProductQuery = {}) => at(`/shop${toQuery(query)}`),
    form: (code: string) => at(`/shop/form/${segment(code)}`),
    brand: (slug: string) => at(`/shop/brand/${segment(slug)}`),
    category: (slug: string) => at(`/shop/category/${segment(slug)}`),
    remedies: (letter?: string, cursor?: string) =>
      at(`/remedies${letter ? `/${segment(letter.toLowerCase())}` : ''}${toQuery({ cursor })}`),
    remedy: (slug: string) => at(`/remedy/${segment(slug)}`),
    product: (handle: string, sku?: string | null) => at(`/product/${segment(handle)}${toQuery({ v: sku })}`),
    search: (text?: string, cursor?: string) => at(`/search${toQuery({ q: text, cursor })}`),
    cart: at('/cart'),
    checkout: at('/checkout'),
    pay: (cartId: string) => at(`/checkout/pay${toQuery({ cart: cartId })}`),
    paid: (cartId: string, looked?: number) =>
      at(`/checkout/paid${toQuery({ cart: cartId, looked: looked?.toString() })}`),
    giftCard: at('/gift-card'),
    orderAct: (id: string, act: OrderAct) => at(`/order/${segment(id)}/${act}`),
    accountOrderAct: (id: string, act: OrderAct) => at(`/account/orders/${segment(id)}/${act}`),
    order: (id: string) => at(`/order/${segment(id)}`),
    stores: at('/stores'),
    store: (slug: string) => at(`/stores/${segment(slug)}`),
    about: at('/about'),
    signUp: at('/sign-up'),
    signUpSent: at('/sign-up/sent'),
    verify: at('/verify'),
    signIn: (next?: string) => at(`/sign-in${toQuery({ next })}`),
    secondFactor: (next?: string) => at(`/sign-in/second-factor${toQuery({ next })}`),
    signInLink: (next?: string) => at(`/sign-in/link${toQuery({ next })}`),
    signInWith: (provider: string, next?: string) => at(`/sign-in/with/${segment(provider)}${toQuery({ next })}`),
    linkWith: (provider: string) => at(`/sign-in/with/${segment(provider)}?link=1`),
    signInFrom: (provider: string) => at(`/sign-in/from/${segment(provider)}`),
    signOut: at('/sign-out'),
    forgot: at('/forgot'),
    reset: at('/reset'),
    stepUp: (next?: string) => at(`/step-up${toQuery({ next })}`),
    account: (area?: AccountArea, done?: string) => at(`/account${area ? `/${area}` : ''}${toQuery({ done })}`),
    accountOrders: (cursor: string) => at(`/account/orders${toQuery({ cursor })}`),
    accountOrder: (id: string) => at(`/account/orders/${segment(id)}`),
    erased: at('/account/erased'),
    consent: (request: string) => at(`/consent${toQuery({ request })}`),
    accountAddress: (id: string) => at(`/account/addresses/${segment(id)}`),
    legal: (document: LegalDocument) => at(`/legal/${document}`),
  };
}

export type Urls = ReturnType<typeof urlsFor>;

/** The API as the visitor's browser reaches it, through the same origin. */
export const browserApi = { suggest: (text: string) => `/v1/suggest${toQuery({ q: text })}` };
