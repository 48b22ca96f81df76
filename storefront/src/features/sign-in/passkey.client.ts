import { CeremonyRefused, showPasskey } from './passkey-ceremony.ts';

const finishPaths = { 'sign-in': '/v1/auth/passkeys/sign-in', 'step-up': '/v1/auth/passkeys/step-up' } as const;

/** Without a script or without passkeys the button does not show; password and link do the same. */
function offerPasskey(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener('click', () => void signIn(button));
}

async function signIn(button: HTMLButtonElement): Promise<void> {
  const failed = document.querySelector<HTMLElement>('[data-passkey-failed]');
  button.disabled = true;
  if (failed) failed.hidden = true;
  try {
    await showPasskey(finishPaths[button.dataset.passkey === 'step-up' ? 'step-up' : 'sign-in']);
    location.assign(button.dataset.next ?? '/account');
  } catch (error) {
    // Who closes the browser's own window has not failed at anything.
    const turnedAway = error instanceof DOMException && error.name === 'NotAllowedError';
    if (failed) failed.hidden = turnedAway;
    if (!turnedAway && !(error instanceof CeremonyRefused)) console.warn(error);
  } finally {
    button.disabled = false;
  }
}

if ('PublicKeyCredential' in window) {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-passkey]')) offerPasskey(button);
}
