import type { Command } from "../command";
import { secondsFrom, TIMEOUT } from "../numbers";
import { waitForRun } from "../wait-for-run";

export const WAIT_EXITS =
  "0 done · 1 error, also when it was paused by somebody or failed · 5 paused by itself: messages came back · 6 partial";

export const runWait: Command = {
  name: "run wait",
  usage: "<run>",
  summary: "Wait until a run has ended or paused. It goes on when this is killed.",
  flags: { timeout: TIMEOUT },
  exits: WAIT_EXITS,
  run: ({ client, io }, given) => waitForRun(client(), io, given.words[0] ?? "", secondsFrom(given, "timeout")),
};
