import type { Database } from '#db/client';
import type { Permitted } from '#platform/context';

/**
 * Counts every call to records and objects of a context. At one of them the program dies, so that this call and all that follow
 * never happen; or it happens, its answer is lost, and the program lives on.
 */
export function mortal(ctx: Permitted, at: number, how: 'dies' | 'loses'): { ctx: Permitted; calls(): number } {
  let calls = 0;
  const life = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (how === 'dies' && calls >= at) throw new Crash();
    const answer = await call();
    if (how === 'loses' && calls === at) throw new Crash();
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
