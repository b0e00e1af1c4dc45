/** `09:12 UTC`; with the date where that is not today's. */
export function momentInWords(at: string, now: Date): string {
  const [day, time] = [at.slice(0, 10), at.slice(11, 16)];
  return day === now.toISOString().slice(0, 10) ? `${time} UTC` : `${day} ${time} UTC`;
}

/** About how long, in the unit that people would say. */
export function spanInWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return seconds < 129_600 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}

export function countInWords(count: number): string {
  return count.toLocaleString("en-US");
}
