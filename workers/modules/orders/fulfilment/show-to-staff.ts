import type { Permitted } from '#platform/context';
import { showOrder } from '../read-orders.ts';
import type { OrderView } from '../schemas.ts';
import type { StandingOrder } from './standing-order.ts';

/** What a deed of staff answers: the order as they see it now. */
export const showToStaff = (ctx: Permitted, order: StandingOrder): Promise<OrderView> => showOrder(ctx, order, 'staff');
