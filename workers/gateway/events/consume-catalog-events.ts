import { tagsOf } from '#modules/catalog';
import { applyDecisions, consumeBatch, type Decision } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import type { Context } from '#platform/context';
import { describeError, log } from '#platform/log';
import { readEvent } from '#platform/received-event';

const PURGE_RETRY_SECONDS = 1;

/** What is done once for a whole batch, beside the purge. */
export interface CatalogEffects {
  /** The words of products may have changed: the search index is built again, soon. */
  refreshSearch(): Promise<void>;
}

/**
 * Purges what the events make stale. The purge comes before the acknowledgement and bears repeating: a batch whose purge
 * failed comes back whole.
 */
export async function consumeCatalogEvents(ctx: Context, batch: MessageBatch, effects: CatalogEffects): Promise<void> {
  if (batch.queue.endsWith('-dlq')) {
    applyDecisions(batch, await consumeDeadLetters(ctx, 'catalog', batch.messages));
    return;
  }
  const tags = new Set<string>();
  let productsChanged = false;
  for (const { body } of batch.messages) {
    const content = readEvent(body);
    if (content.kind !== 'event') continue;
    productsChanged ||= content.event.type === 'product.changed';
    for (const tag of staleAfter(content.event)) tags.add(tag);
  }
  const decisions = await consumeBatch(ctx, 'catalog', batch.messages, (_, event) => {
    tagsOf(event);
    return [];
  });
  applyDecisions(batch, await purgeFirst(ctx, [...tags], decisions));
  if (productsChanged) await effects.refreshSearch();
}

/** Nothing for an event that cannot be read: the consumer calls it poison by itself. */
function staleAfter(event: Parameters<typeof tagsOf>[0]): string[] {
  try {
    return tagsOf(event);
  } catch {
    return [];
  }
}

async function purgeFirst(ctx: Context, tags: readonly string[], decisions: Decision[]): Promise<Decision[]> {
  if (tags.length === 0) return decisions;
  try {
    await ctx.purge(tags);
    return decisions;
  } catch (error) {
    log('error', 'The cache was not purged; the events come back', { tags: tags.length, ...describeError(error) });
    return decisions.map(({ id }) => ({ id, kind: 'retry', delaySeconds: PURGE_RETRY_SECONDS }));
  }
}
