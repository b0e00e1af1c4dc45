import type { Call, Operation } from "../service";
import { objectIn, textIn } from "../wire/input";
import { conflict, invalid, pipeNotFound } from "./pipe-errors";
import { refuseUnknown, roleIn, sourceIn, sourceParametersIn, targetIn, targetParametersIn } from "./pipe-input";
import { beginChange } from "./settle-pipe";
import type { Pipe } from "./state";

type Input = Readonly<Record<string, unknown>>;

const CHANGING = ["CREATING", "UPDATING", "STARTING", "STOPPING", "DELETING"];

export const CreatePipe: Operation = (call, input) => {
  refuseUnknown(input);
  const { world, accountId, region } = call;
  const { name, arn } = meant(call, input);
  call.authorize(arn);
  if (world.pipes.pipes.get(accountId, region, name)) throw conflict(`Pipe ${name} already exists.`);
  const source = sourceIn(input);
  const now = world.clock.now();
  const pipe: Pipe = {
    ...{ accountId, region, name, arn, source, createdAt: now, changedAt: now, version: 0 },
    description: textIn(input, "Description"),
    desiredState: desiredIn(input) ?? "RUNNING",
    currentState: "CREATING",
    sourceParameters: sourceParametersIn(input, source),
    target: targetIn(input),
    targetParameters: targetParametersIn(input),
    roleArn: roleIn(input),
    tags: tagsIn(input),
  };
  beginChange(world, world.pipes.pipes.put(pipe), "CREATING", now);
  return identity(pipe);
};

export const DescribePipe: Operation = (call, input) => {
  const pipe = locate(call, input);
  return {
    ...identity(pipe),
    Description: pipe.description,
    StateReason: pipe.stateReason,
    Source: pipe.source,
    SourceParameters: shownSource(pipe),
    Target: pipe.target,
    TargetParameters: pipe.targetParameters,
    RoleArn: pipe.roleArn,
    Tags: pipe.tags,
  };
};

export const UpdatePipe: Operation = (call, input) => {
  refuseUnknown(input);
  const pipe = locateSettled(call, input);
  const sourceParameters = sourceParametersIn(input, pipe.source, pipe.sourceParameters);
  const targetParameters = input.TargetParameters === undefined ? pipe.targetParameters : targetParametersIn(input);
  const target = input.Target === undefined ? pipe.target : targetIn(input);
  const roleArn = roleIn(input);
  const desiredState = desiredIn(input) ?? pipe.desiredState;
  const description = textIn(input, "Description") ?? pipe.description;
  Object.assign(pipe, { sourceParameters, targetParameters, target, roleArn, desiredState, description });
  beginChange(call.world, pipe, "UPDATING", call.world.clock.now());
  return identity(pipe);
};

export const StartPipe: Operation = (call, input) => {
  const pipe = locateSettled(call, input);
  if (pipe.currentState === "RUNNING") throw conflict(`Pipe ${pipe.name} is already running.`);
  pipe.desiredState = "RUNNING";
  beginChange(call.world, pipe, "STARTING", call.world.clock.now());
  return identity(pipe);
};

export const StopPipe: Operation = (call, input) => {
  const pipe = locateSettled(call, input);
  if (pipe.currentState === "STOPPED") throw conflict(`Pipe ${pipe.name} is already stopped.`);
  pipe.desiredState = "STOPPED";
  beginChange(call.world, pipe, "STOPPING", call.world.clock.now());
  return identity(pipe);
};

export const DeletePipe: Operation = (call, input) => {
  const pipe = locate(call, input);
  if (pipe.currentState === "DELETING") throw conflict(`Pipe ${pipe.name} is being deleted.`);
  pipe.desiredState = "DELETED";
  beginChange(call.world, pipe, "DELETING", call.world.clock.now());
  return identity(pipe);
};

export const ListPipes: Operation = (call, input) => {
  call.authorize("*");
  const limit = Number(textIn(input, "Limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid("Limit must be between 1 and 100.");
  const token = textIn(input, "NextToken");
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString();
  const left = call.world.pipes.pipes
    .list(call.accountId, call.region)
    .filter((pipe) => pipe.name > after && isAsked(pipe, input));
  const shown = left.slice(0, limit);
  const last = shown.length < left.length ? shown.at(-1) : undefined;
  return {
    Pipes: shown.map((pipe) => {
      const { stateReason: StateReason, source: Source, target: Target } = pipe;
      return { ...identity(pipe), StateReason, Source, Target };
    }),
    NextToken: last && Buffer.from(last.name).toString("base64url"),
  };
};

function isAsked(pipe: Pipe, input: Input): boolean {
  const starts = (member: string, value: string) => value.startsWith(textIn(input, member) ?? "");
  const is = (member: string, value: string) => (textIn(input, member) ?? value) === value;
  return (
    starts("NamePrefix", pipe.name) &&
    starts("SourcePrefix", pipe.source) &&
    starts("TargetPrefix", pipe.target) &&
    is("DesiredState", pipe.desiredState) &&
    is("CurrentState", pipe.currentState)
  );
}

function identity(pipe: Pipe) {
  return {
    Arn: pipe.arn,
    Name: pipe.name,
    DesiredState: pipe.desiredState,
    CurrentState: pipe.currentState,
    CreationTime: new Date(pipe.createdAt),
    LastModifiedTime: new Date(pipe.changedAt),
  };
}

/** Times are written as they came in: epoch seconds. */
function shownSource({ sourceParameters }: Pipe) {
  return Object.fromEntries(Object.entries(sourceParameters).filter(([, value]) => value !== undefined));
}

function meant({ region, accountId }: Call, input: Input): { name: string; arn: string } {
  const name = textIn(input, "Name") ?? "";
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) throw invalid(`Name ${name} is not valid.`);
  return { name, arn: `arn:aws:pipes:${region}:${accountId}:pipe/${name}` };
}

function locate(call: Call, input: Input): Pipe {
  const { name, arn } = meant(call, input);
  call.authorize(arn);
  const pipe = call.world.pipes.pipes.get(call.accountId, call.region, name);
  if (!pipe) throw pipeNotFound(name);
  return pipe;
}

function locateSettled(call: Call, input: Input): Pipe {
  const pipe = locate(call, input);
  if (CHANGING.includes(pipe.currentState)) throw conflict(`Pipe ${pipe.name} is in state ${pipe.currentState}.`);
  return pipe;
}

function desiredIn(input: Input): "RUNNING" | "STOPPED" | undefined {
  const desired = textIn(input, "DesiredState");
  if (desired === undefined || desired === "RUNNING" || desired === "STOPPED") return desired;
  throw invalid("DesiredState must be RUNNING or STOPPED.");
}

function tagsIn(input: Input): Record<string, string> {
  const tags = objectIn(input, "Tags") ?? {};
  return Object.fromEntries(Object.keys(tags).map((key) => [key, textIn(tags, key) ?? ""]));
}
