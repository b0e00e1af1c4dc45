import { block, blockUnless, type Rules, warn } from "../check";
import { momentInWords, spanInWords } from "./moment";

/** So often back, and a message is in a loop. */
export const LOOP_BOUNCES = 3;

/** What earlier runs and the clock say. */
export const HISTORY_RULES: Rules = {
  "not-in-another-run": (f) =>
    f.openElsewhere.length > 0
      ? block(
          `${f.openElsewhere.map((run) => `${run.count} of these are in run R-${run.runNumber}`).join(", ")}. Wait for it or cancel it.`,
        )
      : undefined,
  "came-back": (f) => {
    if (f.cameBackCount === 0) return undefined;
    if (f.action === "redrive" && f.loopingCount > 0)
      return blockUnless(
        `${f.loopingCount} of these came back ${LOOP_BOUNCES} times or more, one ${f.mostBounces} times: they go round in a loop.`,
        "Leave them out, edit them, or discard them. If they pass now, say why.",
      );
    return warn(`${f.cameBackCount} of these came back from a redrive before.`);
  },
  "loss-before-end": (f) => {
    const { secondsToFirstLoss: left, takesAboutSeconds: takes } = f;
    if (left === null || takes === null || left >= takes) return undefined;
    const dies = new Date(f.now.getTime() + left * 1000).toISOString();
    return warn(
      left <= 0
        ? "The retention of the first of these has passed: some may be gone already. The run takes what is still there."
        : `Retention deletes the first of these at ${momentInWords(dies, f.now)}, before the run would reach its end in about ${spanInWords(takes)}.`,
      "Raise the rate, or rescue the queue first.",
    );
  },
};
