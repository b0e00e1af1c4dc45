import { formatPlural } from "@/app/_components/format";
import type { Alert } from "@/lib/contract/alert-fields";

type Counts = { openCount: number; acknowledgedCount: number; judgedAt: string | null };

export interface Headline {
  readonly words: string;
  /** Nobody has one since then; the time ends the sentence. */
  readonly since: string | null;
}

/** The answer on top of the alerts. `open` are those that nobody has, as far as they are at hand. */
export function alertsHeadline({ openCount, acknowledgedCount, judgedAt }: Counts, open: readonly Alert[]): Headline {
  const unresolved = openCount + acknowledgedCount;
  const since = open.map(({ openedAt }) => openedAt).sort()[0] ?? null;
  if (unresolved === 0 && judgedAt === null) return { words: "Nobody has looked at the conditions yet.", since: null };
  if (unresolved === 0) return { words: "No alert is open.", since: null };
  const are = `${formatPlural(unresolved, "alert")} ${unresolved === 1 ? "is" : "are"} open`;
  if (openCount === 0)
    return { words: `${are}; somebody has ${unresolved === 1 ? "it" : "each of them"}.`, since: null };
  if (unresolved === 1) return ending(`${are}; nobody has it`, since);
  return ending(
    openCount === unresolved ? `${are}; nobody has any of them` : `${are}; nobody has ${openCount} of them`,
    since,
  );
}

function ending(words: string, since: string | null): Headline {
  return since === null ? { words: `${words}.`, since } : { words: `${words} since`, since };
}
