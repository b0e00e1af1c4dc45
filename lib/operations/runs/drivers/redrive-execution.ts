import type { RedriveResult } from "@/lib/aws/step-functions/executions";
import { NotFound } from "@/lib/core/errors";
import { redriveToken } from "@/lib/core/executions/execution-names";
import { movedOn } from "@/lib/core/executions/moved-on";
import { REPEATABLE_SECONDS, settleRedrive } from "@/lib/core/executions/settle-redrive";
import type { ItemRow } from "@/lib/db/run-items";
import { described } from "../../unrecorded/read-ends";
import type { ResourceDriver, ResourceWork } from "./driver";
import type { ExecutionEffect, TakenUp } from "./executing/effect";
import { lookAtTakenUp } from "./executing/look-at-taken-up";
import { isPlannedEnd } from "./executing/planned-end";
import { refuseStopped } from "./executing/refuse-stopped";
import { executionSession } from "./executing/session";

/**
 * RedriveExecution: Step Functions goes on with each execution where it failed. The worker asks for it in the account's operate
 * role, with a token of the item: asked again within minutes, nothing is done twice; later it looks.
 */
export const redriveExecution: ResourceDriver = {
  name: "redrive-execution",
  async open(work) {
    return executionSession(work, redriving);
  },
  look: lookAtTakenUp,
};

const redriving: ExecutionEffect = {
  status: "running-again",

  async prepare(work, item) {
    const now = await described(work.aws.stepFunctions, item.messageId);
    const why = movedOn(now, isPlannedEnd(item, now));
    if (why) return { kind: "skipped", reason: why };
    if (now?.redriveStatus === "NOT_REDRIVABLE" || now?.redriveStatus === "REDRIVABLE_BY_MAP_RUN")
      return { kind: "rejected", reason: `Step Functions will not redrive it: ${now.redriveReason ?? BY_MAP_RUN}` };
    return { kind: "ready", call: () => redrive(work, item) };
  },

  async settle(work, item) {
    if (item.triedSeconds === null || item.triedSeconds >= REPEATABLE_SECONDS) return look(work, item);
    await refuseStopped(work);
    return redrive(work, item);
  },

  verify: look,
};

const BY_MAP_RUN = "it is a child of a Distributed Map; redrive the execution that started the map";

async function redrive({ aws, run }: ResourceWork, { messageId, position }: ItemRow): Promise<TakenUp> {
  try {
    const token = redriveToken(run.id, position);
    return takenUp(messageId, await aws.stepFunctions.redriveExecution(messageId, token));
  } catch (error) {
    if (error instanceof NotFound) return { kind: "skipped", reason: "Step Functions does not know it any more" };
    throw error;
  }
}

function takenUp(carryingArn: string, result: RedriveResult): TakenUp {
  if (result.kind === "redriven") return { kind: "done", carryingArn };
  return result.kind === "rejected" ? { kind: "rejected", reason: `${result.code}: ${result.message}` } : result;
}

async function look({ aws }: ResourceWork, item: ItemRow): Promise<TakenUp> {
  const now = await described(aws.stepFunctions, item.messageId);
  const settled = settleRedrive({
    isSameEnd: isPlannedEnd(item, now),
    redrivenAt: now?.redrivenAt ?? null,
    sendStartedAt: new Date(item.sendStartedAt ?? 0),
  });
  if (settled === "done") return { kind: "done", carryingArn: item.messageId };
  if (settled === "not-done") return { kind: "not-done" };
  return {
    kind: "ambiguous",
    reason: "no answer to the redrive, and how it stands does not tell whose redrive it was",
  };
}
