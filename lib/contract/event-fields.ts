import { z } from "zod";
import { PUTTER_KINDS } from "@/lib/core/events/bus-policy";
import { isoTime } from "./endpoint";

/** Where a bus, rule or archive lies. */
export const place = {
  accountId: z.string(),
  accountName: z.string(),
  awsAccountId: z.string(),
  region: z.string(),
};
export const count = z.number().int().nullable();
export const deadLetterSchema = z.object({
  arn: z.string(),
  name: z.string(),
  queueId: z.string().nullable().describe("null when it is not in the inventory, or out of your scope"),
});
export const namedSchema = z.object({ id: z.string().nullable(), arn: z.string(), name: z.string() });

/** Somebody whom the policy of a bus names. */
export const busPutterSchema = z.object({
  kind: z.enum(PUTTER_KINDS),
  who: z.string().describe("an AWS account id, a role or user ARN, an organisation, a service, or everybody"),
  accountName: z.string().nullable().describe("when it is an account of ours that you may see"),
  accountId: z.string().nullable().describe("our id of it, likewise"),
  actions: z.array(z.string()),
  effect: z.enum(["allow", "deny"]),
  isCrossAccount: z.boolean(),
  sentence: z.string(),
});

const told = count.describe("null: CloudWatch told nothing of it, which is mostly none but never surely");
/** Of a rule in the last 24 hours. */
export const ruleDaySchema = z.object({
  matchedCount: told,
  triggeredCount: told,
  invocationCount: told,
  failedCount: told.describe("deliveries that failed for good; null: CloudWatch told of none"),
  retriedCount: told,
  deadLetteredCount: told,
  refusedByQueueCount: told.describe("could not be written to the dead-letter queue: lost; null: told of none"),
  throttledCount: told.describe("delayed, not lost; null: told of none"),
  lastTriggeredAt: isoTime.nullable(),
  readAt: isoTime.describe("when they were read last as a whole; whether it fails is asked in between"),
});
