import type { QueueDriver, ResourceDriver as ResourceDriverName } from "@/lib/core/plans/action";
import { discard } from "./discard";
import type { Driver, ResourceDriver } from "./driver";
import { eventbridgeTarget } from "./eventbridge-target";
import { lambdaInvoke } from "./lambda-invoke";
import { moveTask } from "./move-task";
import { mover } from "./mover";
import { purge } from "./purge";
import { putEvents } from "./put-events";
import { raiseRetention } from "./raise-retention";
import { redriveExecution } from "./redrive-execution";
import { replay } from "./replay";
import { rescue } from "./rescue";
import { restore } from "./restore";
import { schedulerTarget } from "./scheduler-target";
import { snsEndpoint } from "./sns-endpoint";
import { startExecution } from "./start-execution";
import { streamPointer } from "./stream-pointer";

/** One driver for every kind of long work. */
export const drivers: { readonly [K in QueueDriver]: Driver } = {
  mover,
  "move-task": moveTask,
  redirect: mover,
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
};

/** The same for what is about another resource. */
export const resourceDrivers: { readonly [K in ResourceDriverName]: ResourceDriver } = {
  "redrive-execution": redriveExecution,
  "start-execution": startExecution,
  replay,
};
