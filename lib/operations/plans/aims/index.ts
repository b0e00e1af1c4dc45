import type { QueueDriver } from "@/lib/core/plans/action";
import { type Aimer, NOWHERE } from "./aim";
import { aimAtRuleTarget } from "./eventbridge-target";
import { aimAtFunction } from "./lambda-invoke";
import { aimAtAllSources } from "./move-task";
import { aimAtSource } from "./mover";
import { aimAtBus } from "./put-events";
import { aimAtNamedQueue } from "./redirect";
import { aimAtScheduledCall } from "./scheduler-target";
import { aimAtEndpoint } from "./sns-endpoint";
import { aimAtStreamReader } from "./stream-pointer";

const nowhere: Aimer = async (_, __, { chosen }) => ({ ...NOWHERE, arns: chosen.map(() => null) });
/** For each way back, how it is found where messages go: a new one is a file and a line. */
export const AIMS: { readonly [K in QueueDriver]: Aimer } = {
  mover: aimAtSource,
  "move-task": aimAtAllSources,
  redirect: aimAtNamedQueue,
  "eventbridge-target": aimAtRuleTarget,
  "put-events": aimAtBus,
  "scheduler-target": aimAtScheduledCall,
  "lambda-invoke": aimAtFunction,
  "sns-endpoint": aimAtEndpoint,
  "stream-pointer": aimAtStreamReader,
  restore: async (ctx, db, at) =>
    at.destinationArn === null ? aimAtSource(ctx, db, at) : aimAtNamedQueue(ctx, db, at),
  discard: nowhere,
  rescue: nowhere,
  "raise-retention": nowhere,
  purge: nowhere,
};
