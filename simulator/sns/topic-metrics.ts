import type { World } from "../service";

/** Adds a sample to one of AWS/SNS's metrics; they have no dimension but the topic's name. */
export function countOnTopic(world: World, topicArn: string, metric: string, at: number, value = 1): void {
  const [, , , region = "", accountId = "", TopicName = ""] = topicArn.split(":");
  world.vended.add({ accountId, region }, "AWS/SNS", metric, { TopicName }, at, value);
}
