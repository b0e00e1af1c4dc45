import type { FeatureId } from "../capabilities/features";
import type { ResourceKind } from "./resource";

/** Which feature must work in a place so that resources of a kind are known there. */
export const FEATURE_OF_KIND: Readonly<Record<ResourceKind, FeatureId>> = {
  queue: "queues",
  bus: "events",
  rule: "events",
  archive: "events",
  schedule: "schedules",
  pipe: "pipes",
  topic: "topics",
  subscription: "topics",
  mapping: "functions",
  function: "functions",
  "state-machine": "state-machines",
  alarm: "alarms",
};
