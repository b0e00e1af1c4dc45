import type { PipelineCost } from "@/lib/contract/costs";

type TaxItem = PipelineCost["failureTax"][number]["item"];

/** What failing costs, by what it makes AWS bill. */
export const TAX_WORDS: Readonly<Record<TaxItem, string>> = {
  retries: "Attempts that were repeated",
  "dead-letters": "Dead letters: moving, keeping and reading them",
  redrives: "Redrives",
  "poison-loops": "Messages that came back after a redrive",
  replays: "Replays of events",
};
