import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { PlanDriver, RedriveDriver } from "../action";
import { discard } from "./discard";
import { eventbridgeTarget } from "./eventbridge-target";
import { lambdaInvoke } from "./lambda-invoke";
import { moveTask } from "./move-task";
import { mover } from "./mover";
import { purge } from "./purge";
import { putEvents } from "./put-events";
import { raiseRetention } from "./raise-retention";
import { redirect } from "./redirect";
import { redriveExecution } from "./redrive-execution";
import { replay } from "./replay";
import { rescue } from "./rescue";
import { restore } from "./restore";
import { schedulerTarget } from "./scheduler-target";
import { snsEndpoint } from "./sns-endpoint";
import { startExecution } from "./start-execution";
import { streamPointer } from "./stream-pointer";
import type { Way } from "./way";

/** Every way in which a plan can be carried out: a new one is a file and a line. */
export const WAYS: { readonly [K in PlanDriver]: Way } = {
  mover,
  "move-task": moveTask,
  redirect,
  "eventbridge-target": eventbridgeTarget,
  "put-events": putEvents,
  "scheduler-target": schedulerTarget,
  "lambda-invoke": lambdaInvoke,
  "sns-endpoint": snsEndpoint,
  "stream-pointer": streamPointer,
  discard,
  restore,
  rescue,
  "raise-retention": raiseRetention,
  purge,
  "redrive-execution": redriveExecution,
  "start-execution": startExecution,
  replay,
};

/** The one correct way back for messages of an origin; undefined where nobody knows one. */
export function wayBackOf(originKind: string): RedriveDriver | undefined {
  return Object.values(WAYS).find(({ originKinds }) => originKinds.includes(originKind as OriginKind))?.driver as
    | RedriveDriver
    | undefined;
}
