import type { PlanDriver } from "@/lib/core/plans/action";
import { type Aimer, NOWHERE } from "./aim";
import { aimAtFunction } from "./lambda-invoke";
import { aimAtAllSources } from "./move-task";
import { aimAtSource } from "./mover";
import { aimAtNamedQueue } from "./redirect";
import { aimAtEndpoint } from "./sns-endpoint";
import { aimAtStreamReader } from "./stream-pointer";

const nowhere: Aimer = async (_, __, { chosen }) => ({ ...NOWHERE, arns: chosen.map(() => null) });
const notYet: Aimer = async (_, __, { chosen }) => ({
  ...NOWHERE,
  arns: chosen.map(() => null),
  problems: ["this way is being built"],
});

/** For each way back, how it is found where messages go: a new one is a file and a line. */
export const AIMS: { readonly [K in PlanDriver]: Aimer } = {
  mover: aimAtSource,
  "move-task": aimAtAllSources,
  redirect: aimAtNamedQueue,
  "eventbridge-target": notYet,
  "put-events": notYet,
  "scheduler-target": notYet,
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
