import { archiveStateWords, isReplayable } from "../events/archive-facts";
import { actingRules } from "../plans/acting-rules";
import { block, blockUnless, type Finding, pass, unproven, warn } from "../plans/check";
import { countInWords, momentInWords } from "../plans/checks/moment";
import type { CheckSet } from "../plans/run-checks";
import { blindSpots, loops, ruleFinding, sideEffects } from "./impact-checks";
import type { ReplayFacts } from "./replay-facts";
import { MOST_ACTIVE } from "./replay-state";

type ReplayRule = (facts: ReplayFacts) => Finding | undefined;

/** AWS advises to wait so long before a time is replayed: events reach the archive late (EventBridge user guide). */
const ARCHIVE_LAG_MS = 600_000;
const MOST_TOLD = 3;

/** Every check of a replay by its id; docs/checks.md says what each looks at. */
const RULES: Readonly<Record<string, ReplayRule>> = {
  ...actingRules("this bus", () => "this archive, its bus and replays of ours"),
  "archive-there": ({ archive: { name, state, isDeleted } }) => {
    if (isDeleted) return block(`Archive ${name} was deleted.`);
    if (state === "ENABLED") return pass(`Archive ${name} is there and enabled.`);
    const words = `Archive ${name} is not enabled: ${archiveStateWords(state)} (${state}).`;
    return isReplayable(state)
      ? unproven(`${words} Whether EventBridge replays from it like that, only doing it tells.`)
      : block(words);
  },
  "archive-range": archiveRange,
  "archive-lag": archiveLag,
  "replay-rules": ruleFinding,
  "all-rules": (f) =>
    f.isAllRules
      ? warn(
          `Every rule of the bus gets every event of that time again, ${f.impact.rules.length} of them now: whatever they did then they do once more.`,
          "Choose the rules that need the events.",
        )
      : undefined,
  "active-replays": (f) => {
    if (f.activeCount >= MOST_ACTIVE)
      return block(
        `${f.activeCount} replays are active in this account and Region, and AWS allows ${MOST_ACTIVE}.`,
        "Wait for one of them, or cancel it.",
      );
    return f.areReplaysRead
      ? pass(`${f.activeCount} of the ${MOST_ACTIVE} replays that AWS allows at a time are active.`)
      : unproven(`Replays of others are not read here. AWS allows ${MOST_ACTIVE} at a time and refuses one more.`);
  },
  "replay-overlap": overlap,
  "replay-loop": loops,
  "replay-blind": blindSpots,
  "replay-effects": sideEffects,
  "replay-estimate": ({ estimate: { events, basis, words } }) => {
    if (events === null) return unproven(words);
    const text = `About ${countInWords(events)} ${events === 1 ? "event" : "events"}. ${words}`;
    return basis === "archive-rule" ? pass(text) : unproven(text);
  },
};
export const REPLAY_CHECKS: CheckSet<ReplayFacts> = {
  rules: RULES,
  overridable: ["archive-lag", "replay-loop", "replay-blind"],
};

function archiveRange({ archive: { name, keptSince }, from, until, now }: ReplayFacts): Finding {
  if (keptSince === null)
    return unproven(`Since when archive ${name} keeps events is not known: what is older is not replayed.`);
  const since = momentInWords(keptSince, now);
  if (until <= keptSince)
    return block(`Archive ${name} holds nothing of that time: it keeps events since ${since}.`, "Choose a later time.");
  return from < keptSince
    ? warn(`Archive ${name} keeps events since ${since}: what is older in that time is not replayed.`)
    : pass(`Archive ${name} keeps events since ${since}.`);
}

function archiveLag({ until, now }: ReplayFacts): Finding | undefined {
  const lateMs = now.getTime() - Date.parse(until);
  if (lateMs < 0)
    return block("That time ends in the future: nothing of it can be replayed yet.", "Choose an earlier end.");
  const safe = momentInWords(new Date(now.getTime() - ARCHIVE_LAG_MS).toISOString(), now);
  return lateMs < ARCHIVE_LAG_MS
    ? blockUnless(
        "Events take about 10 minutes to reach the archive: what is not there yet would be left out without a word.",
        `End at ${safe} or earlier, or wait.`,
      )
    : undefined;
}

function overlap({ overlaps, areReplaysRead }: ReplayFacts): Finding {
  if (overlaps.length > 0) {
    const more = overlaps.length > MOST_TOLD ? ` And ${overlaps.length - MOST_TOLD} more.` : "";
    const told = overlaps.slice(0, MOST_TOLD).map(({ words }) => words);
    return warn(
      `Some of it was replayed before, and would be once more. ${told.join(" ")}${more}`,
      "Narrow the time or the rules to what is missing.",
    );
  }
  return areReplaysRead
    ? pass("No replay that is known here covers the same time and rules. EventBridge itself keeps 90 days of them.")
    : unproven("Replays of others are not read here: one may have covered the same.");
}
