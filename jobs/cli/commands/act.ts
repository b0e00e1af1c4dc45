import type { Client } from "@/lib/contract/client";
import type { Plan } from "@/lib/contract/plans";
import type { Run } from "@/lib/contract/runs";
import type { Arguments, Command, Flag, Io } from "../command";
import { EXIT, type ExitCode } from "../exit-codes";
import { explainFailure } from "../explain-failure";
import { needsCount, percentFrom, secondsFrom, stagesFrom, TIMEOUT } from "../numbers";
import { PLAN_TERMS, type PlanInput, planFrom } from "../plan-terms";
import { runLine } from "../run-exit";
import { restOf } from "../wait-for-run";
import { refusedWith } from "./plan-apply";
import { isBlocked, nothingSelected, tellOfPlan } from "./plan-create";

const ACTED = {
  key: { value: "<text>", summary: "safe to run twice: the same key gives the same plan and the same run for 7 days" },
  wait: { summary: "and wait until the run has ended or paused" },
  timeout: TIMEOUT,
  json: { summary: "print plan and run as JSON when it is over" },
} as const satisfies Record<string, Flag>;
const EXITS =
  "0 done · 1 error · 2 nothing is selected · 3 it needs approval · 4 a check blocks it · with --wait also 5 paused by itself: messages came back · 6 partial";

/** A plan and its run in one line: made, applied, and with --wait waited for. */
function acting(action: PlanInput["action"], summary: string, names: readonly (keyof typeof PLAN_TERMS)[]): Command {
  const terms = Object.fromEntries(names.map((name) => [name, PLAN_TERMS[name]]));
  return {
    name: action,
    usage: "",
    summary,
    flags: { ...terms, ...(names.includes("stages") ? STAGED : {}), ...ACTED },
    exits: EXITS,
    async run({ client, io }, given) {
      const plan = await planOf(client(), given, action).catch((failure: unknown) => nothingSelected(io, failure));
      if (!plan) return EXIT.nothingToDo;
      tellOfPlan(io, plan);
      if (isBlocked(plan)) return ended(io, given, { plan, code: EXIT.blocked });
      return apply(client(), io, given, plan);
    },
  };
}

const STAGED = {
  stages: { value: "<sizes>", summary: "such as 1,10,100%; what they leave is one more stage" },
  "max-returned": { value: "<percent>", summary: "the run pauses by itself when more came back, such as 1%" },
} as const;

/** Shares are of what is selected now, so a first plan counts; it is never applied, and ends by itself. */
async function planOf(client: Client, given: Arguments, action: PlanInput["action"]): Promise<Plan> {
  const stages = given.text("stages");
  const threshold = percentFrom(given, "max-returned");
  const terms = planFrom(given, action, undefined);
  const input = { ...terms, ...(threshold === undefined ? {} : { returnThresholdPercent: threshold }) };
  const key = given.text("key");
  const under = (what: string) => (key ? { idempotencyKey: `${key}:${what}` } : {});
  // Under the key as well: what is selected now is something else when the same line comes a second time.
  const count = stages && needsCount(stages) ? (await client.createPlan(input, under("count"))).itemCount : 0;
  const sizes = stages === undefined ? [] : stagesFrom(stages, count);
  return client.createPlan({ ...input, ...(sizes.length > 0 ? { stages: sizes } : {}) }, under("plan"));
}

async function apply(client: Client, io: Io, given: Arguments, plan: Plan): Promise<ExitCode> {
  try {
    const { runId } = await client.applyPlan({ id: plan.id, hash: plan.hash });
    if (given.isOn("wait")) return await waited(client, io, given, { plan, runId });
    if (!given.isOn("json")) io.print(runId);
    return ended(io, given, { plan, runId, code: EXIT.done });
  } catch (failure) {
    const code = refusedWith(failure);
    if (code === undefined) throw failure;
    io.warn(explainFailure(failure));
    return ended(io, given, { plan, code });
  }
}

/** There is a run now, whatever becomes of the waiting: a script is told which. */
async function waited(
  client: Client,
  io: Io,
  given: Arguments,
  begun: { readonly plan: Plan; readonly runId: string },
): Promise<ExitCode> {
  const goesOn = `It goes on. Ask again with: dlo run wait ${begun.runId}`;
  try {
    const { run, code } = await restOf(client, io, begun.runId, secondsFrom(given, "timeout"));
    if (!given.isOn("json")) io.print(runLine(run));
    if (code === undefined) io.warn(`Not waited for any longer. ${goesOn}`);
    return ended(io, given, { ...begun, run, code: code ?? EXIT.error });
  } catch (failure) {
    io.warn(`${explainFailure(failure)}\n${goesOn}`);
    return ended(io, given, { ...begun, code: EXIT.error });
  }
}

interface End {
  readonly plan: Plan;
  readonly code: ExitCode;
  readonly runId?: string;
  readonly run?: Run;
}

function ended(io: Io, given: Arguments, { code, ...told }: End): ExitCode {
  if (given.isOn("json")) io.print(JSON.stringify({ exitCode: code, ...told }, null, 2));
  return code;
}

const CHOICE = ["class", "queue", "filter", "message"] as const;
const SENT = ["rate", "duplicates", "window", "observe", "stages"] as const;
const ALWAYS = ["override", "undo", "reason"] as const;

export const redrive = acting("redrive", "Give messages back to where they should have gone: plan and run in one.", [
  ...CHOICE,
  "edit",
  "execution",
  "driver",
  "destination",
  "order",
  "mark",
  ...SENT,
  ...ALWAYS,
]);
export const discard = acting("discard", "Take messages out of their queue into the vault.", [
  ...CHOICE,
  "rate",
  ...ALWAYS,
]);
export const restore = acting("restore", "Send messages of the vault back, or to another queue.", [
  ...CHOICE,
  "vault-item",
  "destination",
  ...SENT,
  ...ALWAYS,
]);
export const rescue = acting("rescue", "Copy a dead-letter queue to the vault before retention takes it.", [
  "queue",
  "rate",
  ...ALWAYS,
]);
export const replay = acting("replay", "Have EventBridge send events of an archive again.", [
  "archive",
  "from",
  "until",
  "rule",
  "all-rules",
  ...ALWAYS,
]);
