import type { World } from "../service";
import { functionArn } from "./function-name";
import type { FunctionCode, FunctionSettings, LambdaFunction } from "./functions-state";
import { wakeMappingsOf } from "./polling/wake-poller";

interface Draft {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly settings: FunctionSettings;
  readonly code: FunctionCode;
  readonly tags?: Record<string, string>;
}

/** Puts a new function into the world; without a behaviour it succeeds at everything. */
export function createFunction(world: World, draft: Draft, now: number): LambdaFunction {
  const { accountId, region, name, settings, code, tags = {} } = draft;
  const fn = world.lambda.functions.put({
    accountId,
    region,
    name,
    arn: functionArn(draft),
    latest: { version: "$LATEST", settings, code, modifiedAt: now, revisionId: world.uuid() },
    published: [],
    lastVersion: 0,
    aliases: [],
    policies: {},
    eventInvoke: {},
    tags,
    behaviour: [],
    running: 0,
  });
  wakeMappingsOf(world, fn, now);
  return fn;
}

/** Freezes what `$LATEST` is as the next version. */
export function publishVersion(world: World, fn: LambdaFunction, description: string | undefined, now: number) {
  const newest = fn.published.at(-1);
  const { settings, code } = fn.latest;
  const isSame = newest && newest.code.CodeSha256 === code.CodeSha256 && sameSettings(newest.settings, settings);
  if (isSame) return newest;
  fn.lastVersion += 1;
  const version = {
    version: String(fn.lastVersion),
    settings: description === undefined ? settings : { ...settings, Description: description },
    code,
    modifiedAt: now,
    revisionId: world.uuid(),
  };
  fn.published.push(version);
  return version;
}

function sameSettings(one: FunctionSettings, other: FunctionSettings): boolean {
  return JSON.stringify({ ...one, Description: "" }) === JSON.stringify({ ...other, Description: "" });
}
