import type { Database } from '#db/client';
import { nodeSql } from '#objects/node-sql.test-support';
import { DocumentBook } from '#objects/number-series/document-book';
import { GroupWriter } from '#objects/number-series/group-writer';
import { reportStatements } from '#objects/stock-room/report-statements';
import { StockBook } from '#objects/stock-room/stock-book';
import type { Clock } from '#platform/clock';
import { fail } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { NumberSeriesDoor, Objects, StockRoomDoor } from '#platform/objects';
import { oneShard } from '#platform/store-layout';

/** Which half of a call is lost on its way: its request never arrives, or it happens and nobody hears of it. */
export type Losing = 'requests' | 'answers';

export interface ObjectsInNode {
  objects: Objects;
  /** Set, every call of a store's shelves is lost so. */
  losingStock: Losing | null;
  /** Set, every call of a number series is lost so. */
  losingNumbers: Losing | null;
  /** A store's own book, for what a test wants to know of it. */
  stockBook(storeId: string): StockBook;
  /** Has a store write its movements and levels to the ledger, as its alarm would. */
  report(storeId: string): Promise<void>;
}

/** The objects that decide about stock and numbers: their real books over memory and the real records, without workerd. */
export function objectsInNode(db: Database, clock: Clock): ObjectsInNode {
  const nowMs = () => clock.now().getTime();
  const books = kept(() => new StockBook(nodeSql()));
  const writers = kept(() => numberWriter(db, nowMs));
  const world: ObjectsInNode = {
    losingStock: null,
    losingNumbers: null,
    stockBook: books,
    report: (storeId) => report(db, books(storeId), clock),
    objects: {
      stockRoom: (storeId: string) => lossy(stockDoor(books(storeId), nowMs), () => world.losingStock),
      numberSeries: (series: string) => lossy<NumberSeriesDoor>(writers(series), () => world.losingNumbers),
      outboxRelay: () => ({ kick: async () => undefined }),
    } as unknown as Objects,
  };
  return world;
}

function kept<T>(make: () => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? make();
    known.set(name, found);
    return found;
  };
}

function numberWriter(db: Database, nowMs: () => number): NumberSeriesDoor {
  const writer = new GroupWriter({
    book: new DocumentBook(nodeSql()),
    write: async (facts) => void (await db.batch(writeFacts(facts))),
    nowMs,
    sleep: async () => undefined,
    onNumbered: () => undefined,
  });
  return { issue: async (request) => writer.issue(request) };
}

type Input<M extends keyof StockRoomDoor> = Parameters<StockRoomDoor[M]>;

/** A store's object without workerd: every method is its book's at the present moment. */
function stockDoor(book: StockBook, nowMs: () => number): StockRoomDoor {
  return {
    receive: async (...input: Input<'receive'>) => book.receive(...input, nowMs()),
    book: async (...input: Input<'book'>) => book.book(...input, nowMs()),
    block: async (...input: Input<'block'>) => book.block(...input, nowMs()),
    hold: async (request) => book.hold(request, nowMs()),
    commit: async (...input: Input<'commit'>) => book.commit(...input, nowMs()),
    release: async (holdId) => book.release(holdId),
    count: async (variantIds) => book.count(variantIds, nowMs()),
    standing: async (query) => book.standing(query),
    batches: async (batchIds) => book.batches(batchIds),
    movements: async (afterSequence, limit) => book.movements(afterSequence, limit),
    totals: async () => book.totals(),
    reshard: async () => fail('conflict', 'A book in Node is its whole store.'),
    layout: async () => oneShard,
  };
}

/** The door with calls that get lost. What crosses it is copied, as between objects: nobody shares memory with a book. */
function lossy<T extends object>(door: T, losing: () => Losing | null): T {
  return new Proxy(door, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...input: unknown[]) => unknown;
      if (typeof method !== 'function') throw new Error(`This door has no ${String(name)} in Node`);
      return async (...input: unknown[]) => {
        if (losing() === 'requests') throw new Error('The request to the object was lost');
        const answer = structuredClone(await method.apply(target, structuredClone(input)));
        if (losing() === 'answers') throw new Error('The answer of the object was lost');
        return answer;
      };
    },
  });
}

async function report(db: Database, book: StockBook, clock: Clock): Promise<void> {
  for (;;) {
    const next = book.nextReport(clock.now().getTime());
    if (next === undefined) return;
    await db.batch(reportStatements(next, randomIds, clock.now()));
    book.reports.settle(next);
    if (next.isComplete) return;
  }
}
