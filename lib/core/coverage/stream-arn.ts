import { parseArn } from "../arn";

/** Whether events come from a stream, which keeps records for a time and hands out the same one until it succeeds. */
export function isStream(arn: string): boolean {
  const service = parseArn(arn)?.service;
  return service === "kinesis" || service === "dynamodb";
}
