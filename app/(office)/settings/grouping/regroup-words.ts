import { formatCount, formatPlural } from "@/app/_components/format";
import type { Regroup } from "@/lib/contract/grouping";

type Tally = NonNullable<Regroup["preview"]>;

export function isUnderWay({ state }: Pick<Regroup, "state">): boolean {
  return state === "asked" || state === "previewing" || state === "applying";
}

/** What a regrouping would do or did, in one sentence. */
export function tallyWords(tally: Tally, isDone: boolean): string {
  const { movedCount, newClassCount, emptied } = tally;
  if (movedCount === 0) return isDone ? "No message changed its failure." : "No message would change its failure.";
  const parts = [
    `${formatPlural(movedCount, "message")} ${isDone ? "changed" : "would change"} ${movedCount === 1 ? "its" : "their"} failure`,
    ...(newClassCount > 0 ? [`${formatPlural(newClassCount, "failure")} would be new`] : []),
    ...(emptied.length > 0
      ? [`${formatPlural(emptied.length, "failure")} ${isDone ? "ended" : "would end"} empty`]
      : []),
  ];
  return `${parts.join(", ")}.`;
}

/** What it says nothing about. */
export function limitWords({ days, itemCount, leftOutCount }: Regroup, { keptCount }: Tally): string[] {
  return [
    `Looked at ${formatPlural(itemCount, "message")} of the last ${formatPlural(days, "day")}.`,
    ...(keptCount > 0 ? [`Of ${formatCount(keptCount)} no body is kept: they stay where they are.`] : []),
    ...(leftOutCount ? [`${formatCount(leftOutCount)} older ones were left out: it looks at the newest 50,000.`] : []),
  ];
}

/** Why a preview cannot be applied now; undefined when it can. */
export function applyRefusal(
  { state, version, preview }: Pick<Regroup, "state" | "version" | "preview">,
  rules: { version: string; isChanged: boolean },
): string | undefined {
  if (state !== "previewed" || preview === null) return "There is no complete preview.";
  if (preview.movedCount === 0) return "There is nothing to move.";
  if (rules.isChanged) return "Save the rules first.";
  if (rules.version !== version) return "It was made with other rules than those in force. Make it again.";
  return undefined;
}
