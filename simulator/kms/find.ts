import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { textIn } from "../wire/input";
import type { KmsKey } from "./state";

type Input = Readonly<Record<string, unknown>>;

/** The key that `KeyId` names by id or ARN, allowed to the caller for the call's action. NotFoundException when there is none. */
export function requireKey(call: Call, input: Input): KmsKey {
  const named = textIn(input, "KeyId");
  if (!named) throw invalid("1 validation error detected: Value null at 'keyId' failed to satisfy constraint");
  const arn = arnNamed(call, named);
  call.authorize(arn);
  const key = call.world.kms.get(arn.slice(arn.lastIndexOf("/") + 1));
  if (key?.arn === arn && key.region === call.region) return key;
  throw new AwsError("NotFoundException", `Key '${arn}' does not exist`);
}

function arnNamed({ accountId, region }: Call, named: string): string {
  if (/^(arn:aws:kms:[^:]*:[^:]*:)?alias\//.test(named))
    throw new AwsError("NotFoundException", `Alias ${named} is not found: this simulator has no aliases.`);
  if (/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(named)) return named;
  if (/^[\w-]{1,64}$/.test(named)) return `arn:aws:kms:${region}:${accountId}:key/${named}`;
  throw new AwsError("NotFoundException", `Invalid keyId '${named.slice(0, 80)}'`);
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
