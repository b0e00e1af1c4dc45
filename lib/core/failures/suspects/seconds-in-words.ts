const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
] as const;

/** `30 s`, `90 s`, `5 min`, `4 d`: in the largest unit of which it is a whole number. */
export function secondsInWords(text: string): string {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 0) return text;
  for (const [size, unit] of UNITS) if (seconds >= size && seconds % size === 0) return `${seconds / size} ${unit}`;
  return `${seconds} s`;
}
