import { createHash } from "node:crypto";
import { numberIn, objectIn, textIn } from "../wire/input";
import { invalidParameter, notSimulated, validationError } from "./errors";
import type { FunctionCode, FunctionSettings } from "./functions-state";

type Input = Readonly<Record<string, unknown>>;

const ROLE = /^arn:aws:iam::\d{12}:role\/?[\w+=,.@\-/]+$/;
const DEAD_LETTER_TARGET = /^arn:aws:(?:sqs|sns):[a-z0-9-]+:\d{12}:[\w-]+(?:\.fifo)?$/;
const LONGEST_SECONDS = 900;
const SMALLEST_MB = 128;
const LARGEST_MB = 32_768;
const LARGEST_ENVIRONMENT_BYTES = 4096;

/** Members that would make a function behave otherwise than it does here. */
const REFUSED = ["DurableConfig", "TenancyConfig", "CapacityProviderConfig", "CodeSigningConfigArn"];

/** The settings after a request: what it names is checked and replaced, the rest stays. Throws as Lambda does. */
export function settingsAfter(before: FunctionSettings, input: Input): FunctionSettings {
  const refused = REFUSED.find((name) => input[name] !== undefined);
  if (refused) throw notSimulated(refused);
  return {
    ...before,
    Role: textIn(input, "Role") === undefined ? before.Role : roleIn(input),
    Timeout: inRange(input, "Timeout", 1, LONGEST_SECONDS) ?? before.Timeout,
    MemorySize: inRange(input, "MemorySize", SMALLEST_MB, LARGEST_MB) ?? before.MemorySize,
    Runtime: textIn(input, "Runtime") ?? before.Runtime,
    Handler: textIn(input, "Handler") ?? before.Handler,
    Description: textIn(input, "Description") ?? before.Description,
    DeadLetterConfig: deadLettersAfter(before.DeadLetterConfig, input),
    Environment: environmentAfter(before.Environment, input),
    LogGroup: logGroupAfter(before.LogGroup, input),
    Architectures: architecturesIn(input) ?? before.Architectures,
  };
}

/** What a function starts from. Throws unless the request names a role. */
export function newSettings(input: Input): FunctionSettings {
  const PackageType = textIn(input, "PackageType") ?? "Zip";
  if (PackageType !== "Zip" && PackageType !== "Image") {
    throw validationError("packageType", PackageType, "Member must satisfy enum value set: [Zip, Image]");
  }
  if (PackageType === "Zip" && (!textIn(input, "Runtime") || !textIn(input, "Handler"))) {
    throw invalidParameter(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  }
  const initial = { Timeout: 3, MemorySize: SMALLEST_MB, Description: "", Architectures: ["x86_64"] };
  return settingsAfter({ ...initial, Role: roleIn(input), PackageType }, input);
}

/** The code of a request, of which nothing but the hash is kept. `now` is undefined when it names none. */
export function codeIn(code: Input): FunctionCode {
  const zip = textIn(code, "ZipFile");
  if (zip !== undefined) {
    const bytes = Buffer.from(zip, "base64");
    if (bytes.length === 0)
      throw invalidParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");
    return { CodeSha256: sha256(bytes), CodeSize: bytes.length };
  }
  const ImageUri = textIn(code, "ImageUri");
  if (ImageUri) return { CodeSha256: createHash("sha256").update(ImageUri).digest("hex"), CodeSize: 0, ImageUri };
  const [bucket, key] = [textIn(code, "S3Bucket"), textIn(code, "S3Key")];
  if (!bucket || !key) throw invalidParameter("Please provide a source for function code.");
  const place = `${bucket}/${key}/${textIn(code, "S3ObjectVersion") ?? ""}`;
  return { CodeSha256: sha256(Buffer.from(place)), CodeSize: place.length };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64");
}

function roleIn(input: Input): string {
  const role = textIn(input, "Role");
  if (role && ROLE.test(role)) return role;
  throw validationError("role", role ?? "null", `Member must satisfy regular expression pattern: ${ROLE}`);
}

function deadLettersAfter(before: FunctionSettings["DeadLetterConfig"], input: Input) {
  const config = objectIn(input, "DeadLetterConfig");
  if (!config) return before;
  const TargetArn = textIn(config, "TargetArn");
  if (!TargetArn) return undefined;
  if (DEAD_LETTER_TARGET.test(TargetArn)) return { TargetArn };
  throw invalidParameter("The provided target ARN is not that of an SQS queue or an SNS topic");
}

function environmentAfter(before: FunctionSettings["Environment"], input: Input) {
  const environment = objectIn(input, "Environment");
  if (!environment) return before;
  const given = objectIn(environment, "Variables") ?? {};
  const Variables = Object.fromEntries(Object.keys(given).map((name) => [name, textIn(given, name) ?? ""]));
  if (JSON.stringify(Variables).length > LARGEST_ENVIRONMENT_BYTES) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the ${LARGEST_ENVIRONMENT_BYTES / 1024}KB limit.`,
    );
  }
  return { Variables };
}

function logGroupAfter(before: string | undefined, input: Input): string | undefined {
  const config = objectIn(input, "LoggingConfig");
  if (!config) return before;
  if ((textIn(config, "LogFormat") ?? "Text") !== "Text") throw notSimulated("LoggingConfig.LogFormat JSON");
  return textIn(config, "LogGroup") ?? before;
}

function architecturesIn(input: Input): readonly string[] | undefined {
  const value = input.Architectures ?? undefined;
  if (value === undefined) return undefined;
  const isKnown = (one: unknown): one is string => one === "x86_64" || one === "arm64";
  if (Array.isArray(value) && value.length === 1 && value.every(isKnown)) return value;
  throw validationError("architectures", JSON.stringify(value), "Member must satisfy enum value set: [x86_64, arm64]");
}

/** A whole number between two bounds, or undefined when absent. Throws ValidationException. */
export function inRange(input: Input, name: string, from: number, to: number): number | undefined {
  const value = numberIn(input, name);
  if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  const bound = value < from ? `greater than or equal to ${from}` : `less than or equal to ${to}`;
  throw validationError(member, value, `Member must have value ${bound}`);
}
