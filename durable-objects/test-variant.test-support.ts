import { brands, prices, products, variants } from '#db/schema/catalog';
import { type Fact, fact } from '#platform/facts';
import { randomIds } from '#platform/ids';

const AT = '2026-01-01T00:00:00Z';

/** A product with one priced variant, for a database that has none. */
export function variantFacts(): { productId: string; variantId: string; facts: Fact[] } {
  const [productId, variantId, brandId] = [randomIds.next(), randomIds.next(), randomIds.next()];
  const brand = fact(brands, {
    id: brandId,
    slug: brandId,
    name: 'Aruna',
    manufacturer: 'Aruna Laboratories',
    licenceNumber: null,
    colour: '#0a7f4f',
  });
  const product = fact(products, {
    id: productId,
    handle: productId,
    remedyId: null,
    complexCode: null,
    form: 'dilution',
    brandId,
    name: 'Arnica montana',
    category: 'single',
    description: '',
    hsn: '30049014',
    alcoholPermille: null,
    status: 'active',
    popularity: 1,
    createdAt: AT,
    updatedAt: AT,
  });
  const variant = fact(variants, {
    id: variantId,
    productId,
    sku: variantId,
    barcode: null,
    potencyScale: 'centesimal',
    potencyValue: 30,
    potencyRank: 30,
    potencyLabel: '30C',
    packQuantity: 30,
    packUnit: 'ml',
    packLabel: '30 ml',
    weightGrams: 60,
    position: 0,
    status: 'active',
  });
  const price = fact(prices, {
    id: randomIds.next(),
    priceList: 'retail',
    variantId,
    currency: 'INR',
    amountPaise: 9_000,
    mrpPaise: 9_500,
    validFrom: AT,
    validUntil: null,
  });
  return { productId, variantId, facts: [brand, product, variant, price] };
}
