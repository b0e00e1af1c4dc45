import { AwsError } from "../aws-error";
import { booleanIn, objectIn, textIn } from "../wire/input";
import { serializationProblem } from "../wire/json";
import type { EncryptionContext } from "./ciphertext";
import { invalid } from "./find";

type Input = Readonly<Record<string, unknown>>;

/** The pairs that the request says; none when it says none. */
export function contextIn(input: Input): EncryptionContext {
  const told = objectIn(input, "EncryptionContext") ?? {};
  const pairs = Object.entries(told).map(([name, value]) => {
    if (typeof value !== "string") throw serializationProblem("EncryptionContext must be a map of strings.");
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

/** Bytes that travel as base64, at least one and at most `most`. */
export function bytesIn(input: Input, name: string, most: number): Buffer {
  const text = textIn(input, name) ?? "";
  const bytes = Buffer.from(text, "base64");
  if (bytes.length === 0 || bytes.length > most)
    throw invalid(`1 validation error detected: '${name}' must have a length between 1 and ${most}`);
  return bytes;
}

/** Refuses what a request may say and this simulator does not do, and what would only be tried. */
export function checkOptions(input: Input): void {
  const algorithm = textIn(input, "EncryptionAlgorithm") ?? "SYMMETRIC_DEFAULT";
  if (algorithm !== "SYMMETRIC_DEFAULT")
    throw new AwsError("InvalidKeyUsageException", `${algorithm.slice(0, 40)} does not fit a symmetric key.`);
  if (objectIn(input, "Recipient"))
    throw new AwsError("UnsupportedOperationException", "Recipient is not simulated: there are no enclaves here.");
  if (booleanIn(input, "DryRun"))
    throw new AwsError("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
}
