/** Rejects with `problem` if `work` takes longer; the work itself goes on. */
export async function withinTime(work: Promise<unknown>, timeoutMs: number, problem: string): Promise<void> {
  const expired = Promise.withResolvers<never>();
  const timer = setTimeout(() => expired.reject(new Error(problem)), timeoutMs);
  try {
    await Promise.race([work, expired.promise]);
  } finally {
    clearTimeout(timer);
  }
}
