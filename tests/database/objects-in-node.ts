import type { Database } from '#db/client';
import { nodeSql } from '#objects/node-sql.test-support';
import { DocumentBook } from '#objects/number-series/document-book';
import { GroupWriter } from '#objects/number-series/group-writer';
import { reportStatements } from '#objects/stock-room/report-statements';
import { StockBook } from '#objects/stock-room/stock-book';
import type { Clock } from '#platform/clock';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { NumberSeriesDoor, Objects, StockRoomDoor } from '#platform/objects';

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
  return { issue: (request) => writer.issue(request) };
}

/** What crosses the door is copied, as it is between objects: nobody shares memory with a book. */
function stockDoor(book: StockBook, nowMs: () => number): StockRoomDoor {
  const door = {
    receive: (...[store, key, kind, lines]: Parameters<StockRoomDoor['receive']>) =>
      book.receive(store, key, kind, lines, nowMs()),
    hold: (request: Parameters<StockRoomDoor['hold']>[0]) => book.hold(request, nowMs()),
    commit: (holdId: string, reference: string) => book.commit(holdId, reference, nowMs()),
    release: (holdId: string) => book.release(holdId),
    count: (variantIds: readonly string[]) => book.count(variantIds, nowMs()),
    totals: () => book.totals(),
  };
  return door as unknown as StockRoomDoor;
}

/** The door with calls that get lost; every call is a promise and carries copies. */
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
