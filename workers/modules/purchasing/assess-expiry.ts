import { daysBetween } from './calendar-days.ts';

/** Pieces of one batch in one store, and until when they can be sold there (the channel's last day; null: without end). */
export interface DatedStock {
  storeId: string;
  batchId: string;
  quantity: number;
  sellableUntil: string | null;
  /** What one piece has cost. */
  costPaise: number;
  /** So many may still go back, and to whom; null: the window is over, or nobody knows where they came from. */
  returnable: { supplierId: string; quantity: number } | null;
}

export interface StoreDemand {
  storeId: string;
  soldQuantity: number;
  windowDays: number;
}

type ExpiryAction =
  | { kind: 'move'; quantity: number; valuePaise: number; toStoreId: string }
  | { kind: 'return'; quantity: number; valuePaise: number; supplierId: string }
  | { kind: 'discount' | 'write_off'; quantity: number; valuePaise: number };

export interface ExpiryRisk {
  storeId: string;
  batchId: string;
  sellableUntil: string;
  quantity: number;
  /** What will not be sold in time at the store's demand, and what it has cost. */
  unsoldQuantity: number;
  unsoldPaise: number;
  /** What to do with it, best first; the quantities sum to `unsoldQuantity`. */
  actions: ExpiryAction[];
}

/** How many pieces a store sells from today up to a day, that day included. */
function salesUntil({ soldQuantity, windowDays }: StoreDemand, day: string, until: string): number {
  const days = Math.max(0, daysBetween(day, until) + 1);
  return Math.floor((soldQuantity * days) / windowDays);
}

type Dated = DatedStock & { sellableUntil: string };

const datedFirst = (shelf: readonly DatedStock[]): Dated[] =>
  shelf
    .filter((batch): batch is Dated => batch.sellableUntil !== null)
    .toSorted((a, b) => (a.sellableUntil === b.sellableUntil ? 0 : a.sellableUntil < b.sellableUntil ? -1 : 1));

/** Of each dated batch of a store what is left on its last day, when the batch that ends first is sold first. */
function unsoldOf(shelf: readonly DatedStock[], demand: StoreDemand, day: string): { batch: Dated; unsold: number }[] {
  let sold = 0;
  return datedFirst(shelf).map((batch) => {
    const sells = Math.max(0, Math.min(batch.quantity, salesUntil(demand, day, batch.sellableUntil) - sold));
    sold += sells;
    return { batch, unsold: batch.quantity - sells };
  });
}

/**
 * What of one variant will expire unsold, and what to do with it: move it to a store that would sell all of its own and this
 * too, else back to its supplier, else sell it cheaper while that is possible, else write it off. Pure; days are the stores'.
 */
export function assessExpiry(stock: readonly DatedStock[], demands: readonly StoreDemand[], day: string): ExpiryRisk[] {
  const shelfOf = (storeId: string) => stock.filter((batch) => batch.storeId === storeId);
  const movedTo = new Map<string, number>();
  const risks = demands.flatMap((demand) => unsoldOf(shelfOf(demand.storeId), demand, day));
  return risks
    .filter(({ unsold }) => unsold > 0)
    .map(({ batch, unsold }) => {
      const others = demands.filter(({ storeId }) => storeId !== batch.storeId);
      const roomOf = (other: StoreDemand) => {
        const own = shelfOf(other.storeId).reduce((sum, { quantity }) => sum + quantity, 0);
        const moved = movedTo.get(other.storeId) ?? 0;
        return Math.max(0, salesUntil(other, day, batch.sellableUntil) - own - moved);
      };
      const actions = actionsFor(batch, unsold, others, roomOf, day);
      for (const action of actions) {
        if (action.kind !== 'move') continue;
        movedTo.set(action.toStoreId, (movedTo.get(action.toStoreId) ?? 0) + action.quantity);
      }
      const { storeId, batchId, sellableUntil, quantity, costPaise } = batch;
      const unsoldPaise = unsold * costPaise;
      return { storeId, batchId, sellableUntil, quantity, unsoldQuantity: unsold, unsoldPaise, actions };
    });
}

function actionsFor(
  batch: Dated,
  unsold: number,
  others: readonly StoreDemand[],
  roomOf: (store: StoreDemand) => number,
  day: string,
): ExpiryAction[] {
  const actions: ExpiryAction[] = [];
  let left = unsold;
  const take = (quantity: number) => {
    left -= quantity;
    return { quantity, valuePaise: quantity * batch.costPaise };
  };
  const byRoom = others.map((store) => ({ store, room: roomOf(store) })).toSorted((a, b) => b.room - a.room);
  for (const { store, room } of byRoom) {
    const quantity = Math.min(left, room);
    if (quantity > 0) actions.push({ kind: 'move', ...take(quantity), toStoreId: store.storeId });
  }
  const back = Math.min(left, batch.returnable?.quantity ?? 0);
  if (batch.returnable !== null && back > 0) {
    actions.push({ kind: 'return', ...take(back), supplierId: batch.returnable.supplierId });
  }
  const kind = day <= batch.sellableUntil ? 'discount' : 'write_off';
  if (left > 0) actions.push({ kind, ...take(left) });
  return actions;
}
