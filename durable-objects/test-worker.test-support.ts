import { sql } from 'drizzle-orm';
import type { CloudEvent } from '#platform/cloud-event';
import { applyDecisions, consumeBatch } from '#platform/consume';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { AppError } from '#platform/errors';
import type { Consumer } from '#platform/events';
import { boundObjects } from '#platform/object-bindings';
import { databaseOf, type ObjectsEnv } from './env.ts';

export * from './worker.ts';

export const systemContext = (env: ObjectsEnv): Permitted =>
  testContext({ db: databaseOf(env), objects: boundObjects(env) });

/** What an event of the tests asks its consumers to do. */
export interface TestOrder {
  /** Consumers that lose the first message, as a queue or a crash may. */
  lostBy?: Consumer[];
  poisonFor?: Consumer[];
}

const lost = new Set<string>();

function isLost({ id, data }: CloudEvent, consumer: Consumer): boolean {
  const key = `${consumer}:${id}`;
  const isFirst = (data as TestOrder).lostBy?.includes(consumer) === true && !lost.has(key);
  lost.add(key);
  return isFirst;
}

/** The objects' Worker, and consumers of every queue that count their effects in a table without any key. */
export default {
  fetch: () => new Response(null, { status: 404 }),
  async queue(batch, env) {
    const consumer = batch.queue.replace('tincture-events-', '') as Consumer;
    const messages = batch.messages.filter((message) => !isLost(message.body, consumer));
    for (const message of batch.messages) message.ack();
    const decisions = await consumeBatch(systemContext(env), consumer, messages, (_, event) => {
      if ((event.data as TestOrder).poisonFor?.includes(consumer)) throw new AppError('invalid_input', 'Poison');
      return [sql`insert into test_effects (event_id, consumer) values (${event.id}::uuid, ${consumer})`];
    });
    applyDecisions({ messages }, decisions);
  },
} satisfies ExportedHandler<ObjectsEnv, CloudEvent>;
