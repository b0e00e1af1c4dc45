import { input } from "../formulas/meter";
import type { TaxRule } from "./tax";

/** Replayed events are billed like custom ones, but AWS tells how many they were nowhere. */
export const replaysTax: TaxRule = ({ part, replayCount }) => {
  if (replayCount === 0 || (part.kind !== "bus" && part.kind !== "archive" && part.kind !== "rule")) return null;
  return {
    usd: null,
    note: "AWS does not tell how many events a replay sent.",
    formula: {
      text: "replayed events × price, and what they cause where they arrive (which is in its own figures)",
      inputs: [input("replays that began in this time", replayCount, "our list of replays")],
    },
  };
};
