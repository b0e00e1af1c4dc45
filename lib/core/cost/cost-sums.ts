import type { CostLine, UsdRange } from "./cost-line";

/** The sum of what is known; null where nothing is. */
export function sumRanges(ranges: readonly (UsdRange | null)[]): UsdRange | null {
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return null;
  return { low: known.reduce((sum, { low }) => sum + low, 0), high: known.reduce((sum, { high }) => sum + high, 0) };
}

/** What is in no sum, and why: one sentence for each reason, with how many resources it is about. */
export function missingOf(lines: readonly Pick<CostLine, "arn" | "item" | "usd" | "note">[]): string[] {
  const arns = new Map<string, Set<string>>();
  for (const { arn, item, usd, note } of lines) {
    if (usd !== null) continue;
    const reason = `${item}: ${note ?? "unknown"}`;
    arns.set(reason, (arns.get(reason) ?? new Set()).add(arn));
  }
  return [...arns].map(([reason, { size }]) => `${size} ${size === 1 ? "resource" : "resources"}. ${reason}`).sort();
}

export function perMillion(usd: UsdRange | null, messageCount: number | null): UsdRange | null {
  if (usd === null || !messageCount) return null;
  return { low: (usd.low / messageCount) * 1e6, high: (usd.high / messageCount) * 1e6 };
}

/** Model ÷ bill; null where there is nothing to compare. */
export function modelToBill(model: UsdRange | null, billUsd: number | null): UsdRange | null {
  if (model === null || billUsd === null || billUsd <= 0) return null;
  return { low: model.low / billUsd, high: model.high / billUsd };
}
