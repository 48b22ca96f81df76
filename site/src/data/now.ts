import { createSignal } from 'solid-js';

const [now, setNow] = createSignal(new Date());
setInterval(() => setNow(new Date()), 5_000);

/** The present, moving on every few seconds: relative times read it and stay true. */
export { now };
