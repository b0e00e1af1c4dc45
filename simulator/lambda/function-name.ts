import type { Call, World } from "../service";
import { textIn } from "../wire/input";
import { functionNotFound, invalidParameter, validationError } from "./errors";
import type { FunctionVersion, LambdaFunction } from "./functions-state";

type Input = Readonly<Record<string, unknown>>;

export interface FunctionAddress {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly qualifier?: string;
}

export interface Located extends FunctionAddress {
  readonly fn: LambdaFunction;
  /** Without a qualifier. */
  readonly arn: string;
}

const NAME =
  /^(?:arn:aws:lambda:(?<region>[a-z0-9-]+):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[\w-]{1,64})(?::(?<qualifier>\$LATEST|[\w-]{1,128}))?$/;
const QUALIFIER = /^(?:\$LATEST|[\w-]{1,128})$/;

/** A function by name, partial or full ARN, each with or without a qualifier (API reference, Invoke). */
export function parseFunctionName(text: string, here: { accountId: string; region: string }): FunctionAddress {
  const { name, account, region, qualifier } = NAME.exec(text)?.groups ?? {};
  if (!name) throw validationError("functionName", text, `Member must satisfy regular expression pattern: ${NAME}`);
  return { accountId: account ?? here.accountId, region: region ?? here.region, name, qualifier };
}

export function functionArn({ accountId, region, name }: FunctionAddress): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

/** The function and the qualifier that a request names. A qualifier stands in the name or in its own member. */
export function addressIn(call: Call, input: Input): FunctionAddress {
  const text = textIn(input, "FunctionName");
  if (!text) throw validationError("functionName", "null", "Member must not be null");
  const address = parseFunctionName(text, call);
  if (address.region !== call.region) throw functionNotFound(text);
  const asked = textIn(input, "Qualifier");
  if (asked === undefined) return address;
  if (!QUALIFIER.test(asked)) {
    throw validationError("qualifier", asked, `Member must satisfy regular expression pattern: ${QUALIFIER}`);
  }
  if (address.qualifier !== undefined && address.qualifier !== asked) {
    throw invalidParameter("The derived qualifier from the function name does not match the specified qualifier.");
  }
  return { ...address, qualifier: asked };
}

/** The function that a request names, allowed to the caller. Throws ResourceNotFoundException. */
export function locate(call: Call, input: Input): Located {
  const address = addressIn(call, input);
  const arn = functionArn(address);
  const qualified = address.qualifier ? `${arn}:${address.qualifier}` : arn;
  call.authorize(qualified);
  const fn = call.world.lambda.functions.get(address.accountId, address.region, address.name);
  if (!fn) throw functionNotFound(qualified);
  return { ...address, fn, arn };
}

/** The version behind a qualifier: `$LATEST` without one, an alias's version, or the published version itself. */
export function versionOf(fn: LambdaFunction, qualifier: string | undefined): FunctionVersion | undefined {
  const wanted = fn.aliases.find(({ name }) => name === qualifier)?.version ?? qualifier ?? "$LATEST";
  return wanted === "$LATEST" ? fn.latest : fn.published.find(({ version }) => version === wanted);
}

/** Like `versionOf`; throws ResourceNotFoundException when the qualifier names nothing. */
export function requireVersion(fn: LambdaFunction, qualifier: string | undefined): FunctionVersion {
  const version = versionOf(fn, qualifier);
  if (!version) throw functionNotFound(`${fn.arn}:${qualifier}`);
  return version;
}

/** The function that an ARN means, with its qualifier; undefined when it does not exist. */
export function findByArn(world: World, arn: string): { fn: LambdaFunction; qualifier?: string } | undefined {
  const qualifier = arn.split(":")[7];
  const fn = world.lambda.byArn(arn);
  return fn && versionOf(fn, qualifier) ? { fn, qualifier } : undefined;
}
