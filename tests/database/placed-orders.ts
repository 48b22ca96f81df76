import { stores } from '#db/schema/inventory';
import { orderLines, orders, payments } from '#db/schema/orders';
import { type OrderPlacedData, sealBuyer } from '#modules/orders';
import { type Fact, fact } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Buyer } from '#platform/objects';
import type { PersonalData } from '#platform/personal-data';

export const storeId = '00000000-0000-7000-8000-0000000000aa';
const productIds = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const;
export const [arnica, calendula] = productIds;
export const startedAt = '2026-11-22T12:00:00.000Z';

const store: Fact = fact(stores, {
  id: storeId,
  code: 'PUN',
  slug: 'pune',
  name: 'Tincture Pune',
  line1: '221 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
  stateCode: '27',
  postalCode: '411030',
  phone: '+912055500101',
  gstin: '27AAPFU0939F1ZV',
  licenceNumber: '20-C/MH/PUN/1021',
  timeZone: 'Asia/Kolkata',
  hours: [],
  fulfils: ['delivery'],
  position: 0,
});

export interface Bought {
  productId: string;
  quantity: number;
  totalPaise: number;
}

const buyer: Buyer = {
  contact: { name: 'Asha Rao', email: 'asha@example.com', phone: '+919800000000' },
  shippingAddress: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode: '411004', country: 'IN' },
};

let ordinal = 0;

/** An order as its event tells of it. */
export function placedOrder(bought: readonly Bought[], day = '2026-11-22'): OrderPlacedData {
  ordinal += 1;
  const totalPaise = bought.reduce((sum, line) => sum + line.totalPaise, 0);
  return {
    orderId: randomIds.next(),
    number: `PUN/26-27/${ordinal}`,
    storeId,
    day,
    placedAt: startedAt,
    channel: 'web',
    currency: 'INR',
    language: 'en',
    deliveryMethod: 'standard',
    paymentMethod: 'cod',
    lines: bought.map((line) => ({
      ...line,
      variantId: randomIds.next(),
      handle: 'arnica',
      sku: 'ARN-30C-30',
      name: 'Arnica montana',
      potencyLabel: '30C',
      packLabel: '30 ml',
      unitPricePaise: line.totalPaise,
      taxPaise: Math.floor(line.totalPaise / 21),
    })),
    subtotalPaise: totalPaise,
    discountPaise: 0,
    shippingPaise: 0,
    taxablePaise: totalPaise,
    taxPaise: 0,
    totalPaise,
  };
}

/** The rows that a checkout writes, as far as a confirmation reads them. */
export async function recordsOf(
  personal: PersonalData,
  order: OrderPlacedData,
  contact: Buyer['contact'] = buyer.contact,
): Promise<Fact[]> {
  const { name, email, phone } = contact;
  const sealed = await sealBuyer(personal, { ...buyer, contact: { name, email, phone } });
  const { orderId, totalPaise } = order;
  const split = { taxablePaise: totalPaise, cgstPaise: 0, sgstPaise: 0, igstPaise: 0 };
  return [
    store,
    fact(orders, {
      id: orderId,
      number: order.number,
      storeId,
      status: 'placed',
      channel: order.channel,
      currency: order.currency,
      subtotalPaise: order.subtotalPaise,
      discountPaise: 0,
      shippingPaise: 0,
      ...split,
      totalPaise,
      placeOfSupply: '27',
      contactName: null,
      contactEmail: null,
      contactPhone: null,
      ...sealed,
      deliveryMethod: order.deliveryMethod,
      language: order.language,
      consents: [],
      tokenHash: 'x',
      personId: null,
      placedAt: order.placedAt,
      version: 1,
      stoppedFor: null,
      dealerId: null,
      takenBy: null,
      taxIncluded: true,
      priceExplanation: null,
      couponUses: null,
    }),
    ...order.lines.map((line, position) =>
      fact(orderLines, {
        orderId,
        position,
        variantId: line.variantId,
        productId: line.productId,
        batchId: randomIds.next(),
        batchNumber: `A24${position}`,
        expiresOn: null,
        sku: line.sku,
        handle: line.handle,
        name: line.name,
        potencyLabel: line.potencyLabel,
        packLabel: line.packLabel,
        hsn: '30049014',
        quantity: line.quantity,
        unitPricePaise: line.unitPricePaise,
        mrpPaise: line.unitPricePaise,
        discountPaise: 0,
        totalPaise: line.totalPaise,
        ...split,
        rateBasisPoints: 500,
      }),
    ),
    fact(payments, {
      id: randomIds.next(),
      orderId,
      method: 'cod',
      status: 'pending',
      currency: 'INR',
      amountPaise: totalPaise,
      provider: 'manual',
      providerRef: null,
      capturedAt: null,
      refundedPaise: 0,
      createdAt: order.placedAt,
    }),
  ];
}
