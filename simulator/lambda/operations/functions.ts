import type { Operation } from "../../service";
import { RawAnswer } from "../../wire/answer";
import { booleanIn, objectIn, textIn } from "../../wire/input";
import { createFunction, publishVersion } from "../create-function";
import { conflict, invalidParameter, preconditionFailed } from "../errors";
import { addressIn, functionArn, locate, requireVersion } from "../function-name";
import type { FunctionCode, LambdaFunction } from "../functions-state";
import { pageOf } from "../page";
import { codeIn, newSettings, settingsAfter } from "../read-settings";
import { shownFunction } from "../shown-function";
import { tagsIn } from "../tags";

const LARGEST_PAGE = 50;

export const CreateFunction: Operation = (call, input) => {
  const address = addressIn(call, input);
  call.authorize(functionArn(address));
  const settings = newSettings(input);
  const code = codeIn(objectIn(input, "Code") ?? {});
  const tags = tagsIn(input, "Tags");
  const { world } = call;
  if (world.lambda.functions.get(address.accountId, address.region, address.name)) {
    throw conflict(`Function already exist: ${address.name}`);
  }
  const isPublished = booleanIn(input, "Publish") ?? false;
  const now = world.clock.now();
  const fn = createFunction(world, { ...address, settings, code, tags }, now);
  const shown = isPublished ? publishVersion(world, fn, undefined, now) : fn.latest;
  return shownFunction(fn, shown);
};

export const GetFunction: Operation = (call, input) => {
  const { fn, qualifier } = locate(call, input);
  const version = requireVersion(fn, qualifier);
  const { reservedConcurrency } = fn;
  return {
    Configuration: shownFunction(fn, version, qualifier),
    Code: shownCode(call.world.endpoint, fn, version.code),
    Tags: Object.keys(fn.tags).length > 0 ? fn.tags : undefined,
    Concurrency: reservedConcurrency === undefined ? undefined : { ReservedConcurrentExecutions: reservedConcurrency },
  };
};

export const GetFunctionConfiguration: Operation = (call, input) => {
  const { fn, qualifier } = locate(call, input);
  return shownFunction(fn, requireVersion(fn, qualifier), qualifier);
};

/** At most 50 functions a page; with FunctionVersion ALL every published version too. */
export const ListFunctions: Operation = (call, input) => {
  call.authorize("*");
  const hasAll = textIn(input, "FunctionVersion") === "ALL";
  const all = call.world.lambda.functions.list(call.accountId, call.region).flatMap((fn) => {
    const versions = hasAll ? [fn.latest, ...fn.published] : [fn.latest];
    return versions.map((version) => shownFunction(fn, version, hasAll ? version.version : undefined));
  });
  const { shown, nextMarker } = pageOf(all, ({ FunctionArn }) => FunctionArn, input, LARGEST_PAGE);
  return { Functions: shown, NextMarker: nextMarker };
};

export const DeleteFunction: Operation = (call, input) => {
  const { fn, qualifier } = locate(call, input);
  if (qualifier === undefined) {
    call.world.lambda.functions.delete(fn);
  } else if (qualifier === "$LATEST") {
    throw invalidParameter("$LATEST version cannot be deleted without deleting the function.");
  } else {
    requireVersion(fn, qualifier);
    if (fn.aliases.some(({ name, version }) => name === qualifier || version === qualifier)) {
      throw conflict("Alias exists for the version, or the qualifier is an alias.");
    }
    fn.published = fn.published.filter(({ version }) => version !== qualifier);
  }
  return new RawAnswer(204, {}, "");
};

export const UpdateFunctionCode: Operation = (call, input) => {
  const { fn } = locate(call, input);
  checkRevision(fn, input);
  const code = codeIn(input);
  if (booleanIn(input, "DryRun")) return shownFunction(fn, { ...fn.latest, code });
  const settings = settingsAfter(fn.latest.settings, { Architectures: input.Architectures });
  return update(call, fn, { code, settings }, booleanIn(input, "Publish"));
};

export const UpdateFunctionConfiguration: Operation = (call, input) => {
  const { fn } = locate(call, input);
  checkRevision(fn, input);
  return update(call, fn, { settings: settingsAfter(fn.latest.settings, input) });
};

function update(
  { world }: Parameters<Operation>[0],
  fn: LambdaFunction,
  changes: Partial<Pick<LambdaFunction["latest"], "code" | "settings">>,
  isPublished = false,
) {
  const now = world.clock.now();
  fn.latest = { ...fn.latest, ...changes, modifiedAt: now, revisionId: world.uuid() };
  return shownFunction(fn, isPublished ? publishVersion(world, fn, undefined, now) : fn.latest);
}

function checkRevision(fn: LambdaFunction, input: Readonly<Record<string, unknown>>): void {
  const revisionId = textIn(input, "RevisionId");
  if (revisionId !== undefined && revisionId !== fn.latest.revisionId) throw preconditionFailed();
}

/** Nothing of the code is kept, so the place to load it from leads nowhere. */
function shownCode(endpoint: string, fn: LambdaFunction, { ImageUri }: FunctionCode) {
  if (ImageUri) return { RepositoryType: "ECR", ImageUri, ResolvedImageUri: ImageUri };
  return { RepositoryType: "S3", Location: `${endpoint}/_code/${fn.accountId}/${fn.name}` };
}
