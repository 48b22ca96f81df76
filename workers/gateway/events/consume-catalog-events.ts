import { changesSearch, tagsOf } from '#modules/catalog';
import { applyDecisions, consumeBatch, type Decision } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import type { Permitted } from '#platform/context';
import type { EventMessage } from '#platform/events';
import { describeError, log } from '#platform/log';
import { readEvent } from '#platform/received-event';
import type { SearchRefresh } from './search-refresh.ts';

const PURGE_RETRY_SECONDS = 1;

/**
 * Purges what the events make stale and has the search index built again when words changed. Both come before the
 * acknowledgement and bear repeating: messages come back until they are done.
 */
export async function consumeCatalogEvents(ctx: Permitted, batch: MessageBatch, refresh: SearchRefresh): Promise<void> {
  if (batch.queue.endsWith('-dlq')) {
    applyDecisions(batch, await consumeDeadLetters(ctx, 'catalog', batch.messages));
    return;
  }
  const wordChanges = new Map<string, EventMessage>();
  const tags = new Set<string>();
  for (const { id, body } of batch.messages) {
    const content = readEvent(body);
    if (content.kind !== 'event' || !isReadable(content.event)) continue;
    for (const tag of tagsOf(content.event)) tags.add(tag);
    if (changesSearch(content.event)) wordChanges.set(id, content.event);
  }
  const decisions = await consumeBatch(ctx, 'catalog', batch.messages, (_, event) => {
    // Throws for what cannot be read, which makes it poison; the effect itself is outside the records.
    tagsOf(event);
    return [];
  });
  const purged = await purgeFirst(ctx, [...tags], decisions);
  applyDecisions(batch, await refreshSearch(ctx, refresh, wordChanges, purged));
}

function isReadable(event: EventMessage): boolean {
  try {
    tagsOf(event);
    return true;
  } catch {
    return false;
  }
}

async function purgeFirst(ctx: Permitted, tags: readonly string[], decisions: Decision[]): Promise<Decision[]> {
  if (tags.length === 0) return decisions;
  try {
    await ctx.purge(tags);
    return decisions;
  } catch (error) {
    log('error', 'The cache was not purged; the events come back', { tags: tags.length, ...describeError(error) });
    return decisions.map(({ id }) => ({ id, kind: 'retry', delaySeconds: PURGE_RETRY_SECONDS }));
  }
}

/** Events whose words are not in the index yet come back when it may be built again. */
async function refreshSearch(
  ctx: Permitted,
  refresh: SearchRefresh,
  wordChanges: ReadonlyMap<string, EventMessage>,
  decisions: Decision[],
): Promise<Decision[]> {
  if (wordChanges.size === 0) return decisions;
  const newest = Math.max(...[...wordChanges.values()].map(({ occurredAt }) => Date.parse(occurredAt)));
  const waitSeconds = await refresh.include(ctx, newest);
  if (waitSeconds === 0) return decisions;
  return decisions.map((decision) =>
    decision.kind === 'ack' && wordChanges.has(decision.id)
      ? { id: decision.id, kind: 'retry', delaySeconds: waitSeconds }
      : decision,
  );
}
