import { addPasskey, CeremonyRefused } from '../sign-in/passkey-ceremony.ts';

const valueIn = (form: HTMLFormElement, name: string): string =>
  form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '';

async function add(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]');
  if (button) button.disabled = true;
  const refused = form.querySelector<HTMLElement>('[data-passkey-refused]');
  if (failed) failed.hidden = true;
  if (refused) refused.hidden = true;
  try {
    await addPasskey(valueIn(form, 'passkeyName').trim() || 'Passkey', valueIn(form, 'password'));
    location.assign(form.dataset.done ?? location.pathname);
  } catch (error) {
    const asksFactor = error instanceof CeremonyRefused && error.code === 'second_factor_required';
    if (asksFactor) location.assign(form.dataset.stepUp ?? '/step-up');
    else if (refused && error instanceof CeremonyRefused && error.code === 'forbidden') refused.hidden = false;
    // Who closes the browser's own window has not failed at anything.
    else if (failed) failed.hidden = error instanceof DOMException && error.name === 'NotAllowedError';
  } finally {
    if (button) button.disabled = false;
  }
}

const form = document.querySelector<HTMLFormElement>('[data-add-passkey]');
if (form && 'PublicKeyCredential' in window) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void add(form);
  });
}
