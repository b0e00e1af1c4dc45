import { mayDeliver } from "../../delivery/may-deliver";
import { partsOf } from "../../delivery/sender";
import type { World } from "../../service";
import type { Queue } from "../../sqs/queue";
import type { SqsRegion } from "../../sqs/region";
import { asFunction } from "../as-function";
import type { Mapping } from "../event-source-mappings";
import { findByArn } from "../function-name";
import type { LambdaFunction } from "../functions-state";

export interface Source {
  readonly mapping: Mapping;
  readonly fn: LambdaFunction;
  readonly qualifier?: string;
  readonly region: SqsRegion;
  readonly queue: Queue;
}

/** What a mapping polls, brought up to now; undefined while it is not enabled or something of it does not exist. */
export function sourceOf(world: World, uuid: string, now: number): Source | undefined {
  const mapping = world.mappings.get(uuid);
  if (mapping?.State !== "Enabled" || !mapping.EventSourceArn) return undefined;
  const found = findByArn(world, mapping.FunctionArn);
  if (!found) return undefined;
  const place = queueAt(world, mapping.EventSourceArn, now);
  return place && { mapping, ...found, ...place };
}

/** A queue by its ARN, brought up to now and kept awake. */
export function queueAt(
  world: World,
  queueArn: string,
  now: number,
): { readonly region: SqsRegion; readonly queue: Queue } | undefined {
  const { accountId, region: name, resource } = partsOf(queueArn);
  const region = world.sqs.regionOf(accountId, name);
  region.advance(now);
  const queue = region.find(resource);
  if (!queue || queue.isDeleted) return undefined;
  queue.settle(now);
  queue.touch(now);
  return { region, queue };
}

/** Why the function's role may not do this to its queue now, if so; faults ordered for Lambda count. */
export function problemWith(world: World, { fn, queue }: Source, action: string, now: number): string | undefined {
  const problem = mayDeliver(world, asFunction(world, fn), action, queue.arn, queue.attributes.Policy, now);
  return problem && `PROBLEM: ${problem.message}`;
}
