import type { ExecutionInput } from "@/lib/aws/step-functions/executions";
import { NotFound } from "@/lib/core/errors";
import { executionArnOf, executionNameOf, newExecutionName } from "@/lib/core/executions/execution-names";
import { movedOn } from "@/lib/core/executions/moved-on";
import type { ItemRow } from "@/lib/db/run-items";
import type { ResourceDriver, ResourceWork } from "./driver";
import { type ExecutionEffect, SETTLED_SECONDS, type TakenUp } from "./executing/effect";
import { lookAtTakenUp } from "./executing/look-at-taken-up";
import { isPlannedEnd } from "./executing/planned-end";
import { refuseStopped } from "./executing/refuse-stopped";
import { executionSession } from "./executing/session";

/**
 * StartExecution: for each execution a new one with the same input, which is read when it is used and kept nowhere. Its name is
 * made from the item: Step Functions never starts a second one of that name, whenever it is asked again.
 */
export const startExecution: ResourceDriver = {
  name: "start-execution",
  async open(work) {
    return executionSession(work, starting);
  },
  look: lookAtTakenUp,
};

const starting: ExecutionEffect = {
  status: "started-anew",

  async prepare(work, item) {
    const old = await inputOf(work, item.messageId);
    const why = movedOn(old, isPlannedEnd(item, old));
    if (!old || why) return { kind: "skipped", reason: why ?? "Step Functions does not know it any more" };
    const place = old.aliasArn ?? old.machineArn;
    if (place !== item.destinationArn || !work.plan.detail.destinationArns.includes(place))
      return { kind: "rejected", reason: `it was started through ${place}, and the plan names ${item.destinationArn}` };
    const { input } = old;
    if (input === null) return { kind: "rejected", reason: "its input lies under a key that we may not use" };
    return { kind: "ready", call: () => start(work, item, place, input) };
  },

  async settle(work, item) {
    const found = await look(work, item);
    if (found.kind !== "not-done") return found;
    // It is there a moment later than it was started: only asking again tells, and starts it if nobody has.
    const prepared = await starting.prepare(work, item);
    if (prepared.kind !== "ready")
      return (item.triedSeconds ?? 0) < SETTLED_SECONDS ? { kind: "unknown", reason: prepared.reason } : found;
    await refuseStopped(work);
    return prepared.call();
  },

  verify: look,
};

async function start(work: ResourceWork, item: ItemRow, machineArn: string, input: string): Promise<TakenUp> {
  const result = await work.aws.stepFunctions.startExecution({ machineArn, name: nameFor(work, item), input });
  switch (result.kind) {
    case "started":
      return { kind: "done", carryingArn: result.executionArn };
    case "exists":
      return adopt(work, item, input);
    case "rejected":
      return { kind: "rejected", reason: `${result.code}: ${result.message}` };
    case "unknown":
      return result;
  }
}

/** An execution of our name that ended already is ours, unless it had another input. It may be told of late, or without it. */
async function adopt(work: ResourceWork, item: ItemRow, input: string): Promise<TakenUp> {
  const carryingArn = newArnFor(work, item);
  const found = await inputOf(work, carryingArn);
  if (!found) return { kind: "unknown", reason: "Step Functions knows its name, and does not tell of it yet" };
  if (found.input === null || found.input === input) return { kind: "done", carryingArn };
  return { kind: "rejected", reason: "an execution of the name that it would get has another input" };
}

async function look(work: ResourceWork, item: ItemRow): Promise<TakenUp> {
  const carryingArn = newArnFor(work, item);
  return (await inputOf(work, carryingArn)) ? { kind: "done", carryingArn } : { kind: "not-done" };
}

function nameFor({ run }: ResourceWork, { messageId, position }: ItemRow): string {
  return newExecutionName(executionNameOf(messageId), run.id, position);
}

function newArnFor(work: ResourceWork, item: ItemRow): string {
  return executionArnOf(work.plan.subjectArn, nameFor(work, item));
}

async function inputOf({ aws }: ResourceWork, executionArn: string): Promise<ExecutionInput | undefined> {
  try {
    return await aws.stepFunctions.executionInput(executionArn);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
