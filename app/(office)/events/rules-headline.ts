import { formatPlural } from "@/app/_components/format";

type Rules = { items: readonly { state: string }[]; nextCursor: string | null };

/** The rules in a sentence: how many lose events, fail or went silent. `?` where that is not known yet. */
export function rulesHeadline(failing: Rules | undefined, silent: Rules | undefined): string {
  if (!failing || !silent) return "Rules";
  const losingCount = failing.items.filter(({ state }) => state === "losing").length;
  const keptCount = failing.items.length - losingCount;
  const parts = [
    part(losingCount, "loses events", "lose events", failing.nextCursor !== null),
    part(keptCount, "fails and keeps what failed", "fail and keep what failed", failing.nextCursor !== null),
    part(silent.items.length, "went silent", "went silent", silent.nextCursor !== null),
  ].filter((text) => text !== undefined);
  if (parts.length === 0) return "No rule is known to fail.";
  const [first = "", ...rest] = parts;
  return `${[`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...rest].join(", ")}.`;
}

function part(count: number, one: string, many: string, isMore: boolean): string | undefined {
  if (count === 0) return undefined;
  return `${isMore ? "at least " : ""}${formatPlural(count, "rule")} ${count === 1 ? one : many}`;
}
