import { AwsError, type Call } from "../service";
import { numberIn, textIn } from "../wire/input";
import type { KinesisStream } from "./state";

export type Input = Readonly<Record<string, unknown>>;

/** Data and partition key of one record, unless a stream was made for larger ones (API reference, PutRecord). */
export const LARGEST_RECORD_BYTES = 1_048_576;

/** The stream that a request means by name or ARN, allowed to the caller. ResourceNotFoundException when there is none. */
export function locateStream(call: Call, input: Input): KinesisStream {
  const name = streamNameOf(input);
  const arn = streamArn(call, name);
  const asked = textIn(input, "StreamARN") ?? arn;
  call.authorize(asked);
  const stream = call.world.streams.kinesis.get(call.accountId, call.region, name);
  if (!stream || asked !== arn) throw streamNotFound(call, name);
  return stream;
}

export function streamNameOf(input: Input): string {
  const arn = textIn(input, "StreamARN");
  const fromArn =
    arn === undefined ? undefined : /^arn:aws:kinesis:[^:]+:\d{12}:stream\/([\w.-]{1,128})$/.exec(arn)?.[1];
  if (arn !== undefined && !fromArn) throw invalidArgument(`StreamARN ${arn} is not the ARN of a stream.`);
  const name = textIn(input, "StreamName") ?? fromArn;
  if (!name) throw invalidArgument("Either StreamName or StreamARN must be provided.");
  if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(name)) throw kinesisInvalid(`Value '${name}' at 'streamName' is not valid.`);
  return name;
}

export function streamArn({ region, accountId }: { region: string; accountId: string }, name: string): string {
  return `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
}

export function streamNotFound({ accountId }: Call, name: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Stream ${name} under account ${accountId} not found.`);
}

export function invalidArgument(message: string): AwsError {
  return new AwsError("InvalidArgumentException", message);
}

export function kinesisInvalid(message: string): AwsError {
  return new AwsError("ValidationException", `1 validation error detected: ${message}`);
}

/** A whole number between the limits of the API's model; `otherwise` when absent. */
export function limitIn(input: Input, name: string, otherwise: number, max = 10_000): number {
  const value = numberIn(input, name) ?? otherwise;
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw kinesisInvalid(`Value '${value}' at '${name}' failed to satisfy constraint: between 1 and ${max}`);
}

/** Refuses members that would change what happens and are not simulated. */
export function refuse(input: Input, names: readonly string[]): void {
  const found = names.find((name) => input[name] !== undefined);
  if (found) throw new AwsError("ValidationException", `${found} is not simulated`);
}
