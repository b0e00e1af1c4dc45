import { canAssume } from "../delivery/can-assume";
import { partsOf } from "../delivery/sender";
import type { JobHandler, World } from "../service";
import { openStream } from "../streams/open-stream";
import { startReaders, stopReaders } from "../streams/start-readers";
import { streamParametersOf } from "./pipe-consumer";
import { planPoll } from "./poll-queue";
import type { Pipe } from "./state";

/** A pipe takes a while to come up or to stop. */
const SETTLE_MS = 10_000;
const FAILED = { CREATING: "CREATE_FAILED", UPDATING: "UPDATE_FAILED", STARTING: "START_FAILED" } as const;

interface Change {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly version: number;
}

/** The pipe is on its way to its desired state; what was planned for it before no longer happens. */
export function beginChange(world: World, pipe: Pipe, currentState: Pipe["currentState"], now: number): void {
  pipe.currentState = currentState;
  pipe.changedAt = now;
  pipe.stateReason = undefined;
  pipe.version += 1;
  const { accountId, region, name, version } = pipe;
  const change: Change = { accountId, region, name, version };
  world.agenda.plan({ at: now + SETTLE_MS, kind: "pipes.settle", subject: change });
}

/** A pipe has arrived: it runs, rests, is gone, or says why it failed. */
export const settlePipe: JobHandler = (world, subject, now) => {
  const change = subject as Change;
  const pipe = world.pipes.pipes.get(change.accountId, change.region, change.name);
  if (!pipe || pipe.version !== change.version) return;
  if (pipe.desiredState === "DELETED") {
    world.pipes.pipes.delete(pipe);
    stopReaders(world, "pipe", pipe.arn);
  } else if (pipe.desiredState === "STOPPED") {
    pipe.currentState = "STOPPED";
  } else {
    run(world, pipe, now);
  }
};

function run(world: World, pipe: Pipe, now: number): void {
  const problem = problemOf(world, pipe, now);
  if (problem) {
    pipe.stateReason = problem;
    pipe.currentState = FAILED[pipe.currentState as keyof typeof FAILED] ?? "START_FAILED";
    return;
  }
  pipe.currentState = "RUNNING";
  if (partsOf(pipe.source).service === "sqs") {
    planPoll(world, pipe, now);
    return;
  }
  const { StartingPosition: position = "LATEST", StartingPositionTimestamp: seconds = 0 } = streamParametersOf(pipe);
  const start = { kind: "pipe", owner: pipe.arn, streamArn: pipe.source, position, fromAt: seconds * 1000 } as const;
  startReaders(world, start, now);
}

function problemOf(world: World, { source, roleArn }: Pipe, now: number): string | undefined {
  if (!canAssume(world, roleArn, "pipes.amazonaws.com")) return `Pipes cannot assume the role ${roleArn}.`;
  const { service, accountId, region, resource } = partsOf(source);
  const isThere =
    service === "sqs" ? world.sqs.regionOf(accountId, region).find(resource) : openStream(world, source, now);
  return isThere ? undefined : `The source ${source} does not exist.`;
}
