import type { Actor } from '#platform/access/actor';
import { AppError } from '#platform/errors';
import type { RevocationsDoor } from '#platform/objects';

/** No bus reaches every isolate, so whoever waits looks at the record: at most so often. */
const LOOK_EVERY_MS = 1000;
/** Long enough for a sale; whoever wants more subscribes again, and is checked again. */
const MAX_WATCH_MS = 5 * 60_000;
/** Every look asks the database; one isolate does not ask for more than so many. */
const MAX_WATCHES = 200;

let watches = 0;

export interface Watch<T> {
  /** Reads the record and asks for permission, each time anew. Throws when it may not be seen any more. */
  look(): Promise<T>;
  /** Throws when the caller is not trusted any more. */
  checkCaller(): Promise<void>;
  pause(ms: number): Promise<void>;
  nowMs(): number;
}

/**
 * Gives the record as it is and then whenever it has changed, until MAX_WATCH_MS are over, the caller goes away or may not
 * see it any more. The first look is made before it answers, so that a refusal is a refusal and not a short stream.
 */
export async function watchRecord<T>(watch: Watch<T>): Promise<AsyncGenerator<T, void, void>> {
  if (watches >= MAX_WATCHES) {
    throw new AppError('unavailable', 'Too many are waiting here already.', { retryAfterSeconds: 30 });
  }
  const first = await watch.look();
  return changes(first, watch);
}

async function* changes<T>(first: T, { look, checkCaller, pause, nowMs }: Watch<T>): AsyncGenerator<T, void, void> {
  const endsAtMs = nowMs() + MAX_WATCH_MS;
  watches += 1;
  try {
    yield first;
    let last = JSON.stringify(first);
    while (nowMs() < endsAtMs) {
      await pause(LOOK_EVERY_MS);
      await checkCaller();
      const present = await look();
      const text = JSON.stringify(present);
      if (text === last) continue;
      last = text;
      yield present;
    }
  } finally {
    watches -= 1;
  }
}

/** Ends a stream whose session, person or key was revoked after it began. */
export function callerCheck(actor: Actor, revocations: () => RevocationsDoor): () => Promise<void> {
  const subjects = subjectsOf(actor);
  if (subjects.size === 0) return async () => undefined;
  let known: number | undefined;
  return async () => {
    const { version, entries } = await revocations().since(known ?? 0);
    const isFirst = known === undefined;
    known = version;
    // What was revoked before it began was decided at the door.
    if (isFirst) return;
    if (entries.some(({ subject }) => subjects.has(subject))) {
      throw new AppError('unauthenticated', 'The session has ended.');
    }
  };
}

function subjectsOf(actor: Actor): ReadonlySet<string> {
  if (actor.kind === 'person') return new Set([`session:${actor.sessionId}`, `person:${actor.personId}`]);
  if (actor.kind === 'key') return new Set([`key:${actor.keyId}`, `person:${actor.ownerId}`]);
  return new Set();
}
