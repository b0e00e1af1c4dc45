import { momentInWords } from "../plans/checks/moment";
import { coveredUntil, howFar, type ReplayedSoFar } from "./progress";

/** A replay that was started before, ours or somebody else's, or a run that is about to start one. */
export interface EarlierReplay extends ReplayedSoFar {
  readonly name: string;
  readonly busArn: string | null;
  /** Null: every rule of the bus. Undefined: nobody read which. */
  readonly ruleArns: readonly string[] | null | undefined;
  readonly startedAt: string | null;
  /** The run and who asked for it; null for a replay that is not ours. */
  readonly run: { readonly number: number; readonly by: string } | null;
}

export interface Overlap {
  readonly name: string;
  /** The event time that both cover. */
  readonly from: string;
  readonly until: string;
  /** Rules of both; null: all of this plan's rules, for the earlier one was for every rule. Undefined: unknown which. */
  readonly ruleArns: readonly string[] | null | undefined;
  readonly words: string;
}

interface Wish {
  readonly busArn: string;
  readonly from: string;
  readonly until: string;
  /** Null: every rule of the bus. */
  readonly ruleArns: readonly string[] | null;
}

/**
 * What of this wish was replayed already: the same event time to at least one of the same rules. One that was cancelled counts
 * only as far as it came; where nobody knows the earlier one's rules it counts as if it were for all of them.
 */
export function overlapsWith(wish: Wish, earlier: readonly EarlierReplay[], now: Date): Overlap[] {
  return earlier.flatMap((one) => {
    const covered = coveredUntil(one);
    if (covered === null || (one.busArn !== null && one.busArn !== wish.busArn)) return [];
    const [from = "", until = ""] = [[wish.from, one.from].sort()[1], [wish.until, covered].sort()[0]];
    if (from > until) return [];
    const ruleArns = sharedRules(wish.ruleArns, one.ruleArns);
    if (ruleArns?.length === 0) return [];
    return [{ name: one.name, from, until, ruleArns, words: inWords(one, ruleArns, now) }];
  });
}

function sharedRules(wished: readonly string[] | null, earlier: EarlierReplay["ruleArns"]): Overlap["ruleArns"] {
  if (earlier === undefined || earlier === null) return earlier;
  return wished === null ? earlier : wished.filter((arn) => earlier.includes(arn));
}

function inWords(one: EarlierReplay, shared: Overlap["ruleArns"], now: Date): string {
  const when = one.startedAt === null ? "not begun yet" : `begun ${momentInWords(one.startedAt, now)}`;
  const who = one.run === null ? `the replay ${one.name}, not ours` : `R-${one.run.number} of ${one.run.by}`;
  return `${capital(who)} (${when}) ${rulesInWords(shared)}: ${howFar(one)}`;
}

function rulesInWords(shared: Overlap["ruleArns"]): string {
  if (shared === undefined) return "to rules that nobody here knows";
  if (shared === null) return "to every rule of the bus";
  return shared.length === 1 ? "to one of these rules" : `to ${shared.length} of these rules`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
