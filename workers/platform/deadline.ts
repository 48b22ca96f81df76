/** Waits for something for so long and no longer. What it waited for may still happen, so it must bear repeating. */
export async function withDeadline<T>(work: Promise<T>, afterMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${afterMs} ms`)), afterMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
