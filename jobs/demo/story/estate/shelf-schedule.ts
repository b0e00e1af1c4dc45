import { CreateScheduleCommand } from "@aws-sdk/client-scheduler";
import type { Estate } from "./estate";
import { arnIn, SHOP } from "./estate-places";
import { roleFor } from "./estate-roles";
import { unlessThere } from "./unless-there";

/** Makes the schedule by which shelves are counted, unless it is there. */
export async function ensureSchedule(estate: Estate): Promise<void> {
  const wish = {
    Name: "count-shelves",
    ScheduleExpression: "rate(2 minutes)",
    FlexibleTimeWindow: { Mode: "OFF" as const },
    Target: {
      Arn: arnIn(SHOP, "sqs", "stock-count-jobs"),
      RoleArn: roleFor("scheduler", SHOP.account),
      Input: JSON.stringify({ type: "ShelvesDue", warehouse: "AMS-2" }),
      DeadLetterConfig: { Arn: arnIn(SHOP, "sqs", "stock-count-jobs-dlq") },
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },
    },
  };
  await unlessThere(estate.at(SHOP).scheduler.send(new CreateScheduleCommand(wish)));
}
