/** Waits, or returns early when one of the signals is aborted. */
export function pause(ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const any = AbortSignal.any([...signals]);
    if (any.aborted) return resolve();
    const wake = () => {
      clearTimeout(timer);
      any.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    any.addEventListener("abort", wake, { once: true });
  });
}
