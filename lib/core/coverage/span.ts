const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** A span of time in its two largest units: `4 d`, `1 d 12 h`, `90 s` as `1 min 30 s`. */
export function spanOf(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}
