import { formatPlural } from "@/app/_components/format";

type Rules = { items: readonly { state: string }[]; nextCursor: string | null };

interface Sight {
  /** How many rules there are, where the list is not narrowed. */
  readonly totalCount: number | null;
  /** Whether this person sees all of the installation. */
  readonly isAll: boolean;
}

/** The rules in a sentence: how many lose events, fail or went silent, of those that are shown. */
export function rulesHeadline(
  failing: Rules | undefined,
  silent: Rules | undefined,
  { totalCount, isAll }: Sight,
): string {
  if (!failing || !silent) return "Rules";
  if (totalCount === 0) return isAll ? "No rule is known yet." : "No rule is shown to you.";
  const losingCount = failing.items.filter(({ state }) => state === "losing").length;
  const keptCount = failing.items.length - losingCount;
  const parts = [
    part(losingCount, "loses events", "lose events", failing.nextCursor !== null),
    part(keptCount, "fails and keeps what failed", "fail and keep what failed", failing.nextCursor !== null),
    part(silent.items.length, "went silent", "went silent", silent.nextCursor !== null),
  ].filter((text) => text !== undefined);
  if (parts.length === 0) return isAll ? "No rule is known to fail." : "No rule that is shown to you is known to fail.";
  const [first = "", ...rest] = parts;
  return `${[`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...rest].join(", ")}.`;
}

function part(count: number, one: string, many: string, isMore: boolean): string | undefined {
  if (count === 0) return undefined;
  return `${isMore ? "at least " : ""}${formatPlural(count, "rule")} ${count === 1 ? one : many}`;
}
