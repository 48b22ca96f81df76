import { addPasskey, CeremonyRefused } from '../sign-in/passkey-ceremony.ts';

function offerAdding(form: HTMLFormElement): void {
  const button = form.querySelector('button');
  const input = form.querySelector('input');
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]');
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button) button.disabled = true;
    if (failed) failed.hidden = true;
    try {
      await addPasskey(input?.value.trim() || navigator.platform || 'Passkey');
      location.assign(form.dataset.done ?? location.pathname);
    } catch (error) {
      const asksFactor = error instanceof CeremonyRefused && error.code === 'second_factor_required';
      if (asksFactor) location.assign(form.dataset.stepUp ?? '/step-up');
      // Who closes the browser's own window has not failed at anything.
      else if (failed) failed.hidden = error instanceof DOMException && error.name === 'NotAllowedError';
    } finally {
      if (button) button.disabled = false;
    }
  });
}

const form = document.querySelector<HTMLFormElement>('[data-add-passkey]');
if (form && 'PublicKeyCredential' in window) offerAdding(form);
