import { createSignal, createUniqueId, onMount, Show } from 'solid-js';
import { Failure, putPrice, type Schemas } from '../../api/client.ts';
import { locale, words } from '../../language/language.ts';
import { FailureNote } from '../../ui/failure-note.tsx';
import { changeOf, parseRupees, rupees } from '../../ui/figures.ts';

interface EditorProps {
  variant: Schemas['Variant'];
  label: string;
  onSet: (price: Schemas['Price']) => void;
  onCancel: () => void;
}

/** What is wrong with an amount, or undefined when it may be sent. */
function objection(text: string, { price, mrp }: Schemas['Variant']): string | undefined {
  const paise = parseRupees(text);
  if (paise === undefined) return words().notAnAmount;
  if (paise > mrp.amount) return words().aboveMrp(rupees(mrp, locale()));
  return paise === price.amount ? words().samePrice : undefined;
}

/** One field that shows before and after while it is typed in. Enter sets the price, Escape leaves it. */
export function PriceEditor(props: EditorProps) {
  const [text, setText] = createSignal(String(props.variant.price.amount / 100));
  const [failure, setFailure] = createSignal<Failure>();
  const [isSaving, setSaving] = createSignal(false);
  const [wasSent, setSent] = createSignal(false);
  const id = createUniqueId();
  let field: HTMLInputElement | undefined;
  onMount(() => field?.select());

  const problem = () => objection(text(), props.variant);
  const preview = () => {
    const paise = parseRupees(text());
    if (paise === undefined || problem() !== undefined) return '';
    const before = props.variant.price;
    const change = changeOf(paise, before.amount, locale()) ?? '';
    return `${rupees(before, locale())} → ${rupees({ ...before, amount: paise }, locale())} (${change})`;
  };

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setSent(true);
    const paise = parseRupees(text());
    if (paise === undefined || problem() !== undefined) return field?.focus();
    setSaving(true);
    try {
      props.onSet(await putPrice(props.variant.id, paise));
    } catch (error) {
      setFailure(error instanceof Failure ? error : new Failure('other', String(error)));
    } finally {
      setSaving(false);
    }
  }

  return (
    <form class="price-editor" onSubmit={(event) => void save(event)}>
      <label for={id} class="hidden">{`${words().newPrice}: ${props.label}`}</label>
      <input
        id={id}
        ref={(element) => {
          field = element;
        }}
        inputmode="decimal"
        autocomplete="off"
        value={text()}
        aria-describedby={`${id}-note`}
        aria-invalid={wasSent() && problem() !== undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
      />
      <button type="submit" class="main" disabled={isSaving()}>
        {isSaving() ? words().saving : words().save}
      </button>
      <button type="button" class="quiet" onClick={() => props.onCancel()}>
        {words().cancel}
      </button>
      <p id={`${id}-note`} class="small" aria-live="polite">
        <Show when={wasSent() && problem()} fallback={preview()}>
          {(seen) => <span class="wrong">{seen()}</span>}
        </Show>
      </p>
      <Show when={failure()}>{(seen) => <FailureNote failure={seen()} />}</Show>
    </form>
  );
}
