import type { ProductQuery } from './api/catalog.ts';
import type { Language } from './features/i18n/language.ts';
import { withLanguage } from './features/i18n/language.ts';
import { toQuery } from './query.ts';

export const legalDocuments = ['terms', 'privacy', 'shipping-and-returns', 'medical-disclaimer'] as const;
export type LegalDocument = (typeof legalDocuments)[number];

const segment = encodeURIComponent;

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
    order: (id: string) => at(`/order/${segment(id)}`),
    stores: at('/stores'),
    store: (slug: string) => at(`/stores/${segment(slug)}`),
    about: at('/about'),
    legal: (document: LegalDocument) => at(`/legal/${document}`),
  };
}

export type Urls = ReturnType<typeof urlsFor>;

/** The API as the visitor's browser reaches it, through the same origin. */
export const browserApi = { suggest: (text: string) => `/v1/suggest${toQuery({ q: text })}` };
