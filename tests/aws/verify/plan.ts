import { markdown } from "../battery/table";
import { COSTS, costOf, totalDollars } from "./cost";
import { PREFIX } from "./policy";

/** What a run would make, touch and cost, before anything is done. */
export function planText(where: string): string {
  const bill = COSTS.map((item) => [item.what, `${item.count} × ${item.unit}`, `$${costOf(item).toFixed(4)}`]);
  return [
    `This would ask ${where} about 250 questions and make, for seconds or minutes each:`,
    `queues, topics with subscriptions, event buses with rules and archives, log groups, and metrics in namespaces`,
    `of their own, all of them named ${PREFIX}…. It removes what it made, also when it fails or is interrupted`,
    `(metrics cannot be removed: CloudWatch forgets them; replays are forgotten after 90 days).`,
    `Beyond these names it only lists: queues, topics, subscriptions, buses, archives, replays, metrics, tags, prices.`,
    "",
    "At the very most it costs (list price of us-east-1, without any free tier):",
    markdown([["what", "how much", "price"], ...bill, ["all", "", `$${totalDollars().toFixed(4)}`]]),
    "",
    "The one policy it needs: npm run verify-aws -- --policy --account ID",
    "To do it: npm run verify-aws -- --yes --account ID   (--long also settles what takes hours)",
  ].join("\n");
}
