import type { Answer } from '../../api/answer.ts';
import { unlinkOutside } from '../../api/outside.ts';
import { endOtherSessions, endSession, removePasskey } from '../../api/security.ts';
import { formText } from '../../form-text.ts';
import type { Session } from '../session/session.ts';

/** What the buttons of the security page do, and the word that says it was done. */
const changes: Record<
  string,
  { done: string; perform: (session: Session, id: string, password: string) => Promise<Answer<unknown>> }
> = {
  'end-session': { done: 'ended', perform: endSession },
  'end-others': { done: 'ended', perform: endOtherSessions },
  'remove-passkey': { done: 'removed', perform: removePasskey },
  unlink: { done: 'unlinked', perform: unlinkOutside },
};

/** Undefined when the form asks for nothing that this page does. */
export async function changeSecurity(
  session: Session,
  data: FormData,
): Promise<{ done: string; answer: Answer<unknown> } | undefined> {
  const intent = formText(data, 'intent');
  const change = Object.hasOwn(changes, intent) ? changes[intent] : undefined;
  return (
    change && {
      done: change.done,
      answer: await change.perform(session, formText(data, 'id'), formText(data, 'password')),
    }
  );
}
