import { orderDeliveries } from './delivery.ts';
import { everything, exists, inStores, reading, writing } from './policies.ts';

/** Tariffs and slots are everybody's business; how an order is brought is seen by whoever may see the order. */

export const orderDeliveriesRead = reading(
  orderDeliveries,
  'order_deliveries',
  everything,
  exists('orders o where o.id = order_id'),
);
export const orderDeliveriesWrite = writing(
  orderDeliveries,
  'order_deliveries',
  everything,
  exists('orders o where o.id = order_id', inStores('o.store_id')),
);
