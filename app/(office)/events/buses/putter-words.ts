import { formatPlural } from "@/app/_components/format";
import type { Bus } from "@/lib/contract/event-buses";

type Putters = NonNullable<Bus["whoMayPut"]>;

/** Other accounts first, then those of the bus's own; what is forbidden last. The order within stays. */
export function othersFirst(putters: Putters): Putters {
  const rank = ({ effect, isCrossAccount }: Putters[number]) => (effect === "deny" ? 2 : isCrossAccount ? 0 : 1);
  return putters.toSorted((a, b) => rank(a) - rank(b));
}

/** Who outside the bus's own account may put events on it, in a few words. */
export function othersWords(putters: Bus["whoMayPut"]): string {
  if (putters === null) return "not understood: its policy is odd";
  const others = putters.filter(({ effect, isCrossAccount }) => effect === "allow" && isCrossAccount);
  const [first, second] = others.map(({ accountName, who }) => accountName ?? who);
  if (first === undefined) return "nobody";
  if (second === undefined) return first;
  return others.length === 2 ? `${first}, ${second}` : `${first} and ${formatPlural(others.length - 1, "other")}`;
}
