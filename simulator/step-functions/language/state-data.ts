import { isTooDeep } from "./depth";
import { StateFailure } from "./execution-error";
import { read, type Scope, write } from "./json-path";
import { fillTemplate } from "./template";

export interface DataMembers {
  readonly InputPath?: string | null;
  readonly Parameters?: unknown;
  readonly ResultSelector?: unknown;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string | null;
}

const LARGEST_BYTES = 262_144;

/** The state's input after InputPath. */
export function selectInput({ InputPath = "$" }: DataMembers, scope: Scope): unknown {
  return InputPath === null ? {} : read(InputPath, scope, "InputPath");
}

/** What a Task, Pass, Parallel or Map works on: InputPath, then Parameters. */
export function effectiveInput(members: DataMembers, scope: Scope, uuid: () => string): unknown {
  const data = selectInput(members, scope);
  if (members.Parameters === undefined) return data;
  return fillTemplate(members.Parameters, { ...scope, data }, uuid);
}

/** The state's output: its result through ResultSelector, put into its raw input at ResultPath, through OutputPath. */
export function outputOf(members: DataMembers, scope: Scope, result: unknown, uuid: () => string): unknown {
  const { ResultSelector, ResultPath = "$" } = members;
  const selected =
    ResultSelector === undefined ? result : fillTemplate(ResultSelector, { ...scope, data: result }, uuid);
  const merged = ResultPath === null ? scope.data : write(ResultPath, scope.data, selected);
  return selectOutput(members, { ...scope, data: merged });
}

export function selectOutput({ OutputPath = "$" }: DataMembers, scope: Scope): unknown {
  return OutputPath === null ? {} : read(OutputPath, scope, "OutputPath");
}

/** Data between states is at most 256 KiB of JSON (Step Functions Developer Guide, "Quotas"). */
export function checkSize(value: unknown, what: string): void {
  checkDepth(value, what);
  if (Buffer.byteLength(JSON.stringify(value) ?? "") > LARGEST_BYTES) throw tooLarge(what, "size");
}

export function checkDepth(value: unknown, what: string): void {
  if (isTooDeep(value)) throw tooLarge(what, "depth");
}

function tooLarge(what: string, measure: string): StateFailure {
  return new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${what}' returned a result with a ${measure} exceeding the service limit.`,
  );
}
