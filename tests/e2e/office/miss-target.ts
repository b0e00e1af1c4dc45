import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { drawer } from "../../../jobs/demo/story/drawer";
import { openEstate } from "../../../jobs/demo/story/estate/estate";
import { ensureRule, ruleNamed } from "../../../jobs/demo/story/estate/estate-buses";
import { SHOP } from "../../../jobs/demo/story/estate/estate-places";
import { deletedTarget } from "../../../jobs/demo/story/incidents/deleted-target";
import { until } from "../../support/eventually";

export const MISSED_DEAD_LETTER_QUEUE = "fan-out-dlq";
const MISSED_RULE = "stock-low";
const MISSED = 2;
const SEED = 12;
const FIRST_NUMBER = 95_000;

/** Two events whose rule found its target deleted; it is there again. */
export async function missTarget(simulatorUrl: string): Promise<void> {
  const estate = openEstate(simulatorUrl);
  const QueueUrl = estate.urlOf(SHOP, MISSED_DEAD_LETTER_QUEUE);
  const count = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] });
  const depth = async () => Number((await estate.at(SHOP).sqs.send(count)).Attributes?.ApproximateNumberOfMessages);
  const before = await depth();
  await deletedTarget.begin(estate, drawer(SEED, FIRST_NUMBER));
  await until(depth, (now) => now >= before + MISSED);
  await deletedTarget.end?.(estate);
  estate.close();
}

/** Somebody gives the target of that rule another part of the event than before. */
export async function changeMissedTarget(InputPath: string): Promise<void> {
  const estate = openEstate(process.env.DLO_E2E_AWS_ENDPOINT ?? "");
  const rule = ruleNamed(MISSED_RULE);
  await ensureRule(estate, { ...rule, targets: rule.targets.map((target) => ({ ...target, InputPath })) });
  estate.close();
}
