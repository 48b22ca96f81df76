import type { Database } from '#db/client';
import { confirmOrder, deliverShipment, packOrder, pickOrder, shipOrder } from '#modules/orders';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { type OrderWorld, openOrderWorld, type PlacedOrder, SHELF, standingOf, token } from './placed-and-paid.ts';
import { type Office, openOffice } from './staff.ts';

type Standing = Awaited<ReturnType<typeof standingOf>>;

/** A store with its manager, another store with its own, and buyers. */
export interface OrderDesk {
  db: Database;
  office: Office;
  world: OrderWorld;
  store: string;
  otherStore: string;
  stranger: PersonActor;
  as: (actor: Permitted['actor']) => Permitted;
  staff: () => Permitted;
  /** The sweep's own context. */
  platform: () => Permitted;
  visitor: () => Permitted;
  buyer: (placed: PlacedOrder) => { orderId: string; token: string };
  standing: (placed: PlacedOrder) => Promise<Standing>;
  /** Both lines picked, so many pieces of each. */
  both: (picked: number) => { position: number; picked: number; batchNumber: string }[];
  later: () => void;
  /** From placed to the buyer's door. */
  deliver: (placed: PlacedOrder) => Promise<void>;
  /** An order as if it had never been: everything is back where it came from. */
  whole: (placed: PlacedOrder) => Standing;
}

export async function openDesk(db: Database): Promise<OrderDesk> {
  const office = openOffice(db);
  const world = openOrderWorld(db, office.clock);
  const [store, otherStore] = [await office.newStore(), await office.newStore()];
  const manager = await office.join('store_manager', [store]);
  const stranger = await office.join('store_manager', [otherStore]);
  const as = (actor: Permitted['actor']): Permitted => ({
    ...office.as(actor),
    objects: world.objects,
    carriers: world.carriers,
  });
  const staff = () => as(manager);
  const both = (picked: number) => [
    { position: 1, picked, batchNumber: 's24-118' },
    { position: 2, picked, batchNumber: 'S24-119' },
  ];
  const later = () => office.clock.advanceMs(1_000);
  return {
    db,
    office,
    world,
    store,
    otherStore,
    stranger,
    as,
    staff,
    both,
    later,
    platform: () => ({ ...office.platform, objects: world.objects, carriers: world.carriers }),
    visitor: () => as({ kind: 'anonymous' }),
    buyer: ({ orderId }) => ({ orderId, token: `${token}-${orderId}` }),
    standing: (placed) => standingOf(db, world, office.clock, placed),
    async deliver({ orderId }) {
      await confirmOrder(staff(), { orderId });
      await pickOrder(staff(), { orderId, lines: both(3) });
      const packed = await packOrder(staff(), { orderId, idempotencyKey: 'all', parcels: [{ weightGrams: 450 }] });
      const shipmentId = packed.shipments[0]?.id ?? '';
      await shipOrder(staff(), { orderId, shipmentId, trackingNumber: 'EK1' });
      later();
      await deliverShipment(staff(), { orderId, shipmentId });
    },
    whole: ({ totalPaise }) => ({
      status: 'cancelled',
      sellable: [SHELF, SHELF],
      quarantined: [0, 0],
      cardPaise: totalPaise,
      refundedPaise: totalPaise,
      creditedPaise: totalPaise,
      creditNotes: 1,
    }),
  };
}
