/** What a datetime-local input takes: the device's own time to the minute, without a zone. */
export function localTime(epochMs: number): string {
  return new Date(epochMs - new Date(epochMs).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant that such an input means; undefined while it is not whole. */
export function instantOf(local: string): string | undefined {
  const time = new Date(local);
  return local === "" || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
