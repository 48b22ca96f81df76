import { engines } from '../database/engines.ts';
import type { FaultRow } from './fault-row.ts';
import { floodWebhooks } from './payment-webhooks.ts';
import { stormQueues } from './queue-storm.ts';
import { simulateSagas } from './saga.ts';
import { issueTaxedDocuments } from './tax-and-numbers.ts';

const SEED = 20_261_122;

/** Duplicates, shuffles, throws and poison of a queue. */
export async function queueStorm({ messages }: { messages: number }): Promise<FaultRow> {
  const seen = await stormQueues(messages, SEED);
  const isWhole = seen.effects === seen.events - seen.poison && seen.letters === seen.poison && seen.doubled === 0;
  const isEmptied = seen.openLettersAfterReplay === 0 && seen.unsettledAfterReplay === 0;
  return {
    fault: 'queue duplicates, shuffles, throws, poison',
    size: `${messages} messages`,
    counted: `events ${seen.events}, deliveries ${seen.deliveries}, effects ${seen.effects}, doubled ${seen.doubled}, poison ${seen.poison} = dead letters ${seen.letters}; after the replay: effects ${seen.effectsAfterReplay}, open letters ${seen.openLettersAfterReplay}, unsettled ${seen.unsettledAfterReplay}; seed ${seen.seed}`,
    holds: isWhole && isEmptied,
  };
}

/** Call-backs of payment providers, forged and genuine. */
export async function webhookFlood({ messages }: { messages: number }): Promise<FaultRow> {
  const kind = engines.at(-1);
  if (kind === undefined) throw new Error('There is no engine.');
  const engine = await kind.start();
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const seen = await floodWebhooks(engine.db, messages, SEED);
    return {
      fault: 'webhooks tampered, stale, replayed, reordered',
      size: `${messages} call-backs`,
      counted: `genuine ${seen.genuine}, forged ${seen.forged}, refused ${seen.refused}, replays ${seen.replays}, failed handlings ${seen.failedHandlings}; lost ${seen.lost}, doubled ${seen.doubled}, still open ${seen.open}; seed ${seen.seed}`,
      holds: seen.refused === seen.forged && seen.lost === 0 && seen.doubled === 0 && seen.open === 0,
    };
  } finally {
    console.warn = warn;
    await engine.stop();
  }
}

/** Checkouts in which every step fails in turn and the program dies between any two. A seed that breaks the books is named. */
export async function sagaStories({ seeds }: { seeds: number }): Promise<FaultRow> {
  const fault = 'checkout saga, every step failing in turn, crash between any two awaits';
  const size = `${seeds} seeds`;
  try {
    const seen = await simulateSagas(seeds);
    const counts = Object.entries(seen).map(([name, count]) => `${name} ${count}`);
    return { fault, size, counted: `money and stock conserved in all of them: ${counts.join(', ')}`, holds: true };
  } catch (error) {
    return { fault, size, counted: error instanceof Error ? error.message : String(error), holds: false };
  }
}

/** Orders and returns of many issuers: tax to the paisa, numbers without a gap. */
export async function taxAndNumbers({ orders }: { orders: number }): Promise<FaultRow> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const seen = await issueTaxedDocuments(orders, SEED);
    return {
      fault: 'tax and numbers, random orders and returns, 32 issuers',
      size: `${orders} orders`,
      counted: `credit notes ${seen.creditNotes}, sums that differ ${seen.wrong.length}, number gaps ${seen.numberGaps}, lost or doubled ${seen.lostOrDoubled}; seed ${SEED}`,
      holds: seen.wrong.length === 0 && seen.numberGaps === 0 && seen.lostOrDoubled === 0,
    };
  } finally {
    console.warn = warn;
  }
}
