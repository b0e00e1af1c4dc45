import type { SettingChange } from "@/lib/core/inventory/config-changes";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import { changeInWords } from "./change-in-words";
import type { Tie } from "./ties";

/** A change as it was noticed at `at`, and not yet there at `since`. `signedAt`: when CloudTrail says it was made. */
export interface CandidateChange extends SettingChange {
  readonly id: string;
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly region: string;
  readonly at: Date;
  readonly since: Date | null;
  readonly signedAt: Date | null;
}
/** `at`: when it was made, or else noticed. `weight` is 0 to 1 and only ranks. */
export interface RankedSuspect<C extends CandidateChange = CandidateChange> {
  readonly change: C;
  readonly at: Date;
  readonly text: string;
  readonly relation: string;
  readonly secondsBefore: number;
  readonly weight: number;
}

/** How far around an onset changes are looked for. */
export const SUSPECT_SECONDS = { before: 24 * 3600, after: 15 * 60 } as const;
export const MOST_SUSPECTS = 10;
const HALF_AS_LIKELY_SECONDS = 3600;
/** What came after the onset did not begin it; it is listed because clocks and looks are no better than minutes. */
const AFTER = 0.05;
const SAME_REGION: Tie = { words: "no tie known; same account and Region", closeness: 0.05 };
const SAME_ACCOUNT: Tie = { words: "no tie known; same account", closeness: 0.025 };

/**
 * The changes that may have begun a failure, the likeliest first: by how closely the thing is tied to it, how shortly before
 * it was changed, and what was changed. Near in time is not the cause: these are suspects. A change that was noticed after
 * the onset, but was not there at the look before it, counts as made at the onset.
 */
export function rankSuspects<C extends CandidateChange>(
  onsetAt: Date,
  changes: readonly C[],
  ties: ReadonlyMap<string, Tie>,
  region: string,
): RankedSuspect<C>[] {
  return changes
    .map((change) => suspectOf(onsetAt, change, ties.get(change.arn), region))
    .filter(({ secondsBefore: seconds }) => seconds <= SUSPECT_SECONDS.before && seconds >= -SUSPECT_SECONDS.after)
    .sort((a, b) => b.weight - a.weight || a.secondsBefore - b.secondsBefore || (a.change.id < b.change.id ? -1 : 1))
    .slice(0, MOST_SUSPECTS);
}

function suspectOf<C extends CandidateChange>(
  onsetAt: Date,
  change: C,
  tie: Tie | undefined,
  region: string,
): RankedSuspect<C> {
  const { words, closeness } = tie ?? (change.region === region ? SAME_REGION : SAME_ACCOUNT);
  const secondsBefore = Math.round((onsetAt.getTime() - madeAt(onsetAt, change).getTime()) / 1000) || 0;
  const nearness = secondsBefore < 0 ? AFTER : 1 / (1 + secondsBefore / HALF_AS_LIKELY_SECONDS);
  const told = changeInWords(change);
  return {
    change,
    at: change.signedAt ?? change.at,
    text: told.text,
    relation: words,
    secondsBefore,
    weight: Math.round(closeness * nearness * told.weight * 1000) / 1000,
  };
}

/** When it was made, as near to the onset as what is known allows. */
function madeAt(onsetAt: Date, { at, since, signedAt }: CandidateChange): Date {
  if (signedAt !== null) return signedAt;
  return at > onsetAt && since !== null && since <= onsetAt ? onsetAt : at;
}
