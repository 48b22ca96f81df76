import { Show } from 'solid-js';
import { readMessages } from '../../api/client.ts';
import { createPages } from '../../data/create-pages.ts';
import { words } from '../../language/language.ts';
import { LiveSection } from '../../ui/live-section.tsx';
import { MessageTable } from './message-table.tsx';

const pageSize = 50;

export function Messages() {
  const messages = createPages((cursor) => readMessages(pageSize, cursor));
  return (
    <section class="view">
      <div class="view-head">
        <h1>{words().messages}</h1>
        <button type="button" onClick={messages.refresh}>
          {words().refresh}
        </button>
      </div>
      <LiveSection live={messages}>
        {(list) => (
          <Show when={list().items.length > 0} fallback={<p class="empty">{words().noMessages}</p>}>
            <MessageTable messages={list().items} />
            <Show when={list().hasMore}>
              <button type="button" onClick={messages.more} disabled={messages.isLoading()}>
                {words().more}
              </button>
            </Show>
          </Show>
        )}
      </LiveSection>
    </section>
  );
}
