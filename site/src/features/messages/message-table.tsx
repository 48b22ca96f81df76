import { For } from 'solid-js';
import type { Schemas } from '../../api/client.ts';
import { words } from '../../language/language.ts';
import { Ago } from '../../ui/time.tsx';
import { MessageStatus } from './message-status.tsx';

export function MessageTable(props: { messages: readonly Schemas['Message'][] }) {
  return (
    <div class="table-frame grows">
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">{words().message}</th>
            <th scope="col">{words().recipient}</th>
            <th scope="col">{words().status}</th>
            <th scope="col" class="figure">
              {words().written}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.messages}>
            {(message) => (
              <tr>
                <th scope="row" lang={message.language}>
                  {message.title}
                </th>
                <td>{message.recipient}</td>
                <td class="status">
                  <MessageStatus message={message} />
                </td>
                <td class="figure">
                  <Ago at={message.queuedAt} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
