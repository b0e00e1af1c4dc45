import { createHash } from "node:crypto";
import { partsOf } from "../delivery/sender";
import type { World } from "../service";
import type { BehaviourStep } from "./behaviour";
import { createFunction } from "./create-function";
import type { FunctionSettings, LambdaFunction } from "./functions-state";

/** A function as setup declares it; what is left out stays as it is, or as Lambda has it by default. */
export interface FunctionDraft {
  readonly arn: string;
  readonly behaviour?: readonly BehaviourStep[];
  readonly role?: string;
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
  readonly architecture?: string;
  readonly description?: string;
  readonly deadLetterArn?: string;
  readonly reservedConcurrency?: number;
  readonly tags?: Record<string, string>;
}

/** Creates the function or changes what the draft names. A new behaviour is no new code: hash and dates stay. */
export function putFunction(world: World, draft: FunctionDraft, now: number): LambdaFunction {
  const fn = world.lambda.byArn(draft.arn) ?? emptyFunction(world, draft, now);
  fn.latest = { ...fn.latest, settings: settingsAfter(fn.latest.settings, draft) };
  fn.behaviour = draft.behaviour ?? fn.behaviour;
  fn.reservedConcurrency = draft.reservedConcurrency ?? fn.reservedConcurrency;
  fn.tags = draft.tags ?? fn.tags;
  return fn;
}

function emptyFunction(world: World, { arn, role }: FunctionDraft, now: number): LambdaFunction {
  const { accountId, region, resource } = partsOf(arn);
  const name = resource.slice("function:".length);
  const settings: FunctionSettings = {
    Role: role ?? `arn:aws:iam::${accountId}:role/${name}`,
    Timeout: 3,
    MemorySize: 128,
    PackageType: "Zip",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Description: "",
    Architectures: ["x86_64"],
  };
  const CodeSha256 = createHash("sha256").update(arn).digest("base64");
  return createFunction(world, { accountId, region, name, settings, code: { CodeSha256, CodeSize: 1024 } }, now);
}

function settingsAfter(before: FunctionSettings, draft: FunctionDraft): FunctionSettings {
  return {
    ...before,
    Role: draft.role ?? before.Role,
    Timeout: draft.timeoutSeconds ?? before.Timeout,
    MemorySize: draft.memoryMb ?? before.MemorySize,
    Architectures: draft.architecture ? [draft.architecture] : before.Architectures,
    Description: draft.description ?? before.Description,
    DeadLetterConfig: draft.deadLetterArn ? { TargetArn: draft.deadLetterArn } : before.DeadLetterConfig,
  };
}
