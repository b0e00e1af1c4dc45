const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const LONGEST_SECONDS = 1_209_600;

/** Seconds of `300`, `"300"`, `5m` or `1h30m`; undefined for what is none of them, or beyond what SQS keeps. */
export function spanSeconds(said: unknown): number | undefined {
  const text = String(said).trim().toLowerCase();
  if (/^\d+$/.test(text)) return within(Number(text));
  if (!/^(\d+\s*[smhd]\s*)+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)\s*([smhd])/g)];
  return within(parts.reduce((sum, [, count, unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 0), 0));
}

function within(seconds: number): number | undefined {
  return seconds >= 1 && seconds <= LONGEST_SECONDS ? seconds : undefined;
}
