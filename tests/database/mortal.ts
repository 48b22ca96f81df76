import type { Database } from '#db/client';
import type { Permitted } from '#platform/context';

/** Counts every call to records and objects of a context, and dies at one of them: before it happens, or after it did. */
export function mortal(ctx: Permitted, diesAt: number, when: 'before' | 'after'): { ctx: Permitted; calls(): number } {
  let calls = 0;
  const life = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    const isLast = calls === diesAt;
    if (isLast && when === 'before') throw new Crash();
    if (calls > diesAt) throw new Crash();
    const answer = await call();
    if (isLast) throw new Crash();
    return answer;
  };
  const records = (db: Database): Database => ({
    query: (statement) => life(() => db.query(statement)),
    batch: (statements) => life(() => db.batch(statements)),
    within: (scope) => records(db.within(scope)),
    get roundTrips() {
      return db.roundTrips;
    },
  });
  const objects = new Proxy(ctx.objects, {
    get: (target, name) => (key: string) => {
      const door = (Reflect.get(target, name) as (key: string) => object)(key);
      return new Proxy(door, {
        get:
          (inner, method) =>
          (...input: unknown[]) =>
            life(() => Promise.resolve((Reflect.get(inner, method) as (...input: unknown[]) => unknown)(...input))),
      });
    },
  });
  return { ctx: { ...ctx, db: records(ctx.db), objects }, calls: () => calls };
}

export class Crash extends Error {
  override readonly name = 'Crash';
}
