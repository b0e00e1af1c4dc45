import type { Client } from "@/lib/contract/client";
import type { Run } from "@/lib/contract/runs";
import type { Arguments, Command, Flag } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";
import { secondsFrom, TIMEOUT } from "../numbers";
import { runLine } from "../run-exit";
import { waitForRun } from "../wait-for-run";
import { WAIT_EXITS } from "./run-wait";

const REASON: Flag = { value: "<words>", summary: "why; kept in the audit log" };
const WAIT = { wait: { summary: "and wait until it has ended or paused" }, timeout: TIMEOUT };

interface Steered {
  readonly word: string;
  readonly usage?: string;
  readonly summary: string;
  readonly flags?: Readonly<Record<string, Flag>>;
  /** Asks the office for it. */
  ask(client: Client, input: { id: string; reason?: string }, given: Arguments): Promise<Run>;
}

function steering({ word, usage = "<run>", summary, flags = {}, ask }: Steered): Command {
  const canWait = "wait" in flags;
  return {
    name: `run ${word}`,
    usage,
    summary,
    flags: { reason: REASON, ...flags },
    exits: canWait ? WAIT_EXITS : "0 done · 1 error",
    async run({ client, io }, given) {
      const input = { id: given.words[0] ?? "", reason: given.text("reason") };
      const run = await ask(client(), input, given);
      if (canWait && given.isOn("wait")) return waitForRun(client(), io, run.id, secondsFrom(given, "timeout"));
      io.print(runLine(run));
      return EXIT.done;
    },
  };
}

export const runPause = steering({
  word: "pause",
  summary: "Pause a run after the batch that is under way.",
  ask: (client, input) => client.pauseRun(input),
});

export const runResume = steering({
  word: "resume",
  summary: "Let a paused run go on.",
  flags: { "accept-returns": { summary: "go on though too many messages came back" }, ...WAIT },
  ask: (client, input, given) =>
    client.resumeRun({ ...input, ...(given.isOn("accept-returns") ? { acceptReturns: true as const } : {}) }),
});

export const runContinue = steering({
  word: "continue",
  summary: "Open the next stage without waiting the window of this one out.",
  flags: WAIT,
  ask: (client, input) => client.continueRun(input),
});

export const runRate = steering({
  word: "rate",
  usage: "<run> <per-second>",
  summary: "Change how many messages a second a run sends.",
  ask: (client, input, given) => client.setRunRate({ ...input, ratePerSecond: rateFrom(given.words[1] ?? "") }),
});

export const runUndo = steering({
  word: "undo",
  summary: "Take a run back before it has begun.",
  ask: (client, input) => client.undoRun(input),
});

export const runCancel = steering({
  word: "cancel",
  summary: "Cancel a run. What was sent is not recalled.",
  ask: (client, input) => client.cancelRun(input),
});

function rateFrom(text: string): number {
  if (!/^\d{1,5}(\.\d{1,3})?$/.test(text)) throw new Misuse(`A rate is a number such as 10 or 0.5, not ${text}.`);
  return Number(text);
}
