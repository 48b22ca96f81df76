import type { Availability, Product, Store, Variant } from '../../api/views.ts';
import { schemaDays } from '../stores/opening-days.ts';

/** JSON for a script element: `<` is escaped so that no text can end the element early. */
export function serializeJsonLd(data: object): string {
  return JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c');
}

const schemaAvailability: Record<Availability, string> = {
  in_stock: 'https://schema.org/InStock',
  low: 'https://schema.org/LimitedAvailability',
  out: 'https://schema.org/OutOfStock',
};

const rupees = (minorUnits: number) => (minorUnits / 100).toFixed(2);

export function organizationLd(origin: string, name: string): object {
  return {
    '@type': 'Organization',
    '@id': `${origin}/#organization`,
    name,
    url: `${origin}/`,
    logo: `${origin}/favicon.svg`,
  };
}

export function websiteLd(origin: string, name: string): object {
  return {
    '@type': 'WebSite',
    name,
    url: `${origin}/`,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${origin}/search?q={q}` },
      'query-input': 'required name=q',
    },
  };
}

/** Crumbs from the home page down; the last one is the page itself. */
export function breadcrumbsLd(origin: string, crumbs: readonly { name: string; url: string }[]): object {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, url }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: origin + url,
    })),
  };
}

/** A product with the offer of one variant. No claim about effects is made: the description is the label's facts. */
export function productLd(origin: string, url: string, product: Product, variant: Variant): object {
  return {
    '@type': 'Product',
    name: product.name,
    description: product.description,
    sku: variant.sku,
    ...(variant.barcode ? { gtin: variant.barcode } : {}),
    image: product.images.map((picture) => new URL(picture.url, origin).href),
    brand: { '@type': 'Brand', name: product.brand.name },
    manufacturer: { '@type': 'Organization', name: product.brand.manufacturer },
    offers: {
      '@type': 'Offer',
      url: origin + url,
      price: rupees(variant.price.amount),
      priceCurrency: variant.price.currency,
      availability: schemaAvailability[variant.availability],
      itemCondition: 'https://schema.org/NewCondition',
      seller: { '@id': `${origin}/#organization` },
    },
  };
}

export function storeLd(origin: string, url: string, store: Store): object {
  return {
    '@type': 'Pharmacy',
    name: store.name,
    url: origin + url,
    telephone: store.phone,
    address: {
      '@type': 'PostalAddress',
      streetAddress: store.address.line1,
      addressLocality: store.address.city,
      addressRegion: store.address.state,
      postalCode: store.address.postalCode,
      addressCountry: 'IN',
    },
    openingHours: store.hours.map((hours) => `${schemaDays(hours.days)} ${hours.opens}-${hours.closes}`),
    parentOrganization: { '@id': `${origin}/#organization` },
  };
}
