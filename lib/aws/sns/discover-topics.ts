import type { InventorySource } from "../aws";
import type { Door } from "../call";
import { describeSubscription, listSubscriptions } from "./subscriptions";
import { describeTopic, listTopics } from "./topics";

/** SNS: topics, and the subscriptions that the account made, to topics of others too. */
export function topicsSource(door: Door): InventorySource {
  return {
    feature: "topics",
    kinds: ["topic", "subscription"],
    list: async () => [...(await listTopics(door)), ...(await listSubscriptions(door))],
    describe: (listed) => (listed.kind === "topic" ? describeTopic(door, listed) : describeSubscription(door, listed)),
  };
}
