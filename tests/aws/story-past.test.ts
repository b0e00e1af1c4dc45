import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeArchiveCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ensureEstate } from "../../jobs/demo/story/estate/ensure-estate";
import { type Estate, openEstate } from "../../jobs/demo/story/estate/estate";
import { BUS, type Place, SHOP } from "../../jobs/demo/story/estate/estate-places";
import { ESTATE_QUEUES } from "../../jobs/demo/story/estate/estate-queues";
import { messagesIn } from "../../jobs/demo/story/messages-in";
import { ensurePast } from "../../jobs/demo/story/past";

const HOUR_MS = 3_600_000;
let simulator: Simulator;
let estate: Estate;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 1 });
  await ensurePast(simulator.url);
  estate = openEstate(simulator.url);
  await ensureEstate(estate);
}, 60_000);
afterAll(async () => {
  estate.close();
  await simulator.stop();
});

/** How often a rule was triggered in each hour of the last day that CloudWatch tells of. */
async function hoursOf({ account, region }: Place, EventBusName: string, RuleName: string): Promise<number[]> {
  const credentials = { accessKeyId: account.awsAccountId, secretAccessKey: "simulated" };
  const cloudwatch = new CloudWatchClient({ endpoint: simulator.url, region, credentials });
  const Dimensions = Object.entries({ EventBusName, RuleName }).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: "AWS/Events", MetricName: "TriggeredRules", Dimensions };
  const { MetricDataResults } = await cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: "m", MetricStat: { Metric, Stat: "Sum", Period: 3600 } }],
      StartTime: new Date(Date.now() - 24 * HOUR_MS),
      EndTime: new Date(),
    }),
  );
  cloudwatch.destroy();
  return MetricDataResults?.[0]?.Values ?? [];
}

test.each([
  ["everything", BUS, 400],
  ["orders", SHOP, 150],
])(
  "the archive %s of a new demo holds a day of events, none of them too young to be replayed",
  async (ArchiveName, at, least) => {
    const told = await estate.at(at).events.send(new DescribeArchiveCommand({ ArchiveName }));

    expect(told.State).toBe("ENABLED");
    expect(told.EventCount).toBeGreaterThan(least);
    expect(told.CreationTime?.getTime()).toBeLessThan(Date.now() - 24 * HOUR_MS);
  },
);

test("every rule of the shop has figures of the last day, fewer by night", async () => {
  for (const [at, bus, rule] of [
    [BUS, "shop-events", "to-carrier"],
    [BUS, "shop-events", "Events-Archive-everything"],
    [SHOP, "shop", "order-placed"],
    [SHOP, "shop", "refund-wanted"],
  ] as const) {
    const hours = await hoursOf(at, bus, rule);
    expect(hours.length, rule).toBeGreaterThan(20);
    expect(Math.max(...hours), rule).toBeGreaterThan(2 * Math.min(...hours));
  }
});

test("nothing of that day failed: no dead letter lies in the estate and no queue grew", async () => {
  const counts = ESTATE_QUEUES.map(async ({ name, at }) => [
    name,
    await messagesIn(estate.at(at).sqs, estate.urlOf(at, name)),
  ]);

  expect((await Promise.all(counts)).filter(([, count]) => count !== 0)).toEqual([]);
});
