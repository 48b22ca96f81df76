import type { Buyer, SealedBuyer } from '#platform/objects';
import type { PersonalData } from '#platform/personal-data';
import type { OrderRow } from './draft-order.ts';

type Contact = Buyer['contact'];

/** The columns in which an order keeps whom it is for. */
export type BuyerColumns = Pick<
  OrderRow,
  'contact' | 'shippingAddress' | 'contactName' | 'contactEmail' | 'contactPhone'
>;

/** What stands in an order whose buyer was erased. What its tax depends on is its place of supply, which stays. */
export const erasedBuyer: Buyer = {
  contact: { name: 'Erased', email: '', phone: '' },
  shippingAddress: { line1: '', city: '', stateCode: '', postalCode: '', country: 'IN' },
};

export async function sealBuyer(personal: PersonalData, { contact, shippingAddress }: Buyer): Promise<SealedBuyer> {
  const [sealedContact, sealedAddress, emailIndex, phoneIndex] = await Promise.all([
    personal.seal('orders.contact', JSON.stringify(contact)),
    personal.seal('orders.shipping_address', JSON.stringify(shippingAddress)),
    personal.indexOf('email', contact.email),
    personal.indexOf('phone', contact.phone),
  ]);
  return { contact: sealedContact, shippingAddress: sealedAddress, emailIndex, phoneIndex };
}

export async function openBuyer(personal: PersonalData, order: BuyerColumns): Promise<Buyer> {
  if (order.contact === null) return plainBuyer(order);
  const [contact, address] = await Promise.all([
    personal.open('orders.contact', order.contact),
    personal.open('orders.shipping_address', order.shippingAddress),
  ]);
  return { contact: JSON.parse(contact) as Contact, shippingAddress: JSON.parse(address) as Buyer['shippingAddress'] };
}

/** An order from before contacts were sealed, read between the migration and the step that seals it. */
const plainBuyer = ({ contactName, contactEmail, contactPhone, shippingAddress }: BuyerColumns): Buyer => ({
  contact: { name: contactName ?? '', email: contactEmail ?? '', phone: contactPhone ?? '' },
  shippingAddress: JSON.parse(shippingAddress) as Buyer['shippingAddress'],
});
