/** Printing and copying what is shown once. Without a script it can still be marked and kept by hand. */
const text = document.querySelector<HTMLElement>('[data-copied-text]')?.dataset.copiedText ?? '';

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(text);
  button.textContent = button.dataset.copied ?? button.textContent;
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  if (!('clipboard' in navigator)) break;
  button.hidden = false;
  button.addEventListener('click', () => void copy(button));
}
