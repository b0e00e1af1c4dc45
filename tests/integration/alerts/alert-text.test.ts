import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { told } from "@/lib/core/alerts/delivery/told";
import { putSetting } from "@/lib/db/settings";
import { alertMessageOf } from "@/lib/operations/alerts/alert-message";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { type AlertStage, alertStage, anAlert, bothWays, forgetAlerts, whole } from "./known-alerts";

let stage: AlertStage;
beforeAll(async () => {
  stage = await alertStage();
});
afterAll(() => stage.world.stop());
beforeEach(() => forgetAlerts(stage.world));

const messageOf = (id: string, kind: "opened" | "resolved" = "opened") =>
  alertMessageOf(stage.world.worker(), stage.world.workerDb, id, kind);

/** An alert about the class, with a change shortly before it began. */
async function aClassAlert(name = "as it was called") {
  const { world, shop, classId, queue, pair } = stage;
  await world.db.$executeRaw`INSERT INTO config_change (id, account_id, region, arn, kind, field, before, after, at)
    SELECT ${`chg_${name}`}, ${shop.id}, 'eu-central-1', ${pair.sourceArn}, 'queue', 'VisibilityTimeout', '30', '3', first_seen_at - interval '20 minutes'
    FROM failure_class WHERE id = ${classId} ON CONFLICT DO NOTHING`;
  return anAlert(world, [
    {
      accountId: shop.id,
      condition: "class-new",
      kind: "class",
      id: classId,
      name,
      classId,
      queueId: queue.id,
      arn: pair.sourceArn,
      sentence: "2 messages, 2 in the last hour.",
    },
  ]);
}

test("a channel is told what, how many, since when, what changed, how long still and where to go", async () => {
  const { world, classId } = stage;
  await world.ask("setClassRunbook", { id: classId, url: "https://wiki.example/orders" });
  const id = await aClassAlert();
  const message = await messageOf(id);

  expect(message).toMatchObject({
    kind: "opened",
    dedupKey: `dlo-${id}`,
    accounts: ["shop 111"],
    regions: ["eu-central-1"],
    environment: "prd",
    runbook: "https://wiki.example/orders",
    openUrl: `http://127.0.0.1/alerts/${id}`,
    acknowledgeUrl: `http://127.0.0.1/alerts/${id}`,
    reasons: [{ sentence: "2 messages, 2 in the last hour.", url: `http://127.0.0.1/failures/${classId}` }],
  });
  expect(message.timeToLoss).toMatch(/^The first message dies .* UTC, in \d+ d\.$/);
  expect(message.suspect).toMatch(/^orders: visibility timeout 30 s → 3 s, \d+ min before it began/);
  expect(told(message).facts.map(({ label }) => label)).toEqual(
    expect.arrayContaining(["Time to loss", "Suspected change", "Runbook", "Where", "Since"]),
  );
});

test("a class is called as it is masked now, not as it was called when the alert began", async () => {
  const id = await aClassAlert("secret@example.com declined");
  await stage.world.db.$executeRaw`UPDATE failure_class SET title = '‹email› declined' WHERE id = ${stage.classId}`;
  const message = await messageOf(id);
  expect(JSON.stringify(message)).not.toContain("secret@example.com");
  expect(message.title).toBe("New failure: ‹email› declined");
});

test("no body and no attribute is in what a channel is told", async () => {
  expect(JSON.stringify(await messageOf(await aClassAlert()))).not.toMatch(/order-17|correlationId/);
});

test("the last run is told with what came of it", async () => {
  const { world, queue } = stage;
  const plan = await world.ask("createPlan", { action: "rescue", selection: { queueId: queue.id } });
  await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  expect((await messageOf(await aClassAlert())).lastRun).toMatch(/^R-\d+ \(rescue\) /);
});

test("of many reasons the ten gravest are told, and how many more there are", async () => {
  const { world, shop } = stage;
  const reasons = Array.from({ length: 14 }, (_, number) => ({ accountId: shop.id, name: `queue-${number}` }));
  const id = await anAlert(world, [
    ...reasons,
    { accountId: shop.id, condition: "predicted-loss", sentence: "It dies." },
  ]);
  const message = await messageOf(id);
  expect(message.reasons).toHaveLength(10);
  expect(message).toMatchObject({ moreCount: 5, timeToLoss: "It dies." });
  expect(message.reasons[0]?.condition).toBe("predicted-loss");
});

test("link templates are filled for an alert and for one message; what lacks a value is left out and says why", async () => {
  const { world, message, shop, hub } = stage;
  const links = [
    { label: "Grafana", url: "https://grafana.example/d/x?var-queue={queue}&from={from}&to={until}" },
    { label: "Orders", url: "https://orders.example/{correlationId}" },
    { label: "Traces", url: "https://traces.example/{traceId}" },
  ];
  await putSetting(world.db, "alert-settings", { links });
  const told = (await messageOf(await aClassAlert())).links;
  expect(told.map(({ label }) => label)).toEqual(["Grafana"]);
  expect(told[0]?.url).toMatch(/var-queue=orders&from=\d{13}&to=\d{13}$/);

  for (const one of Object.values(await bothWays(world)(whole(shop.id), "getOutsideLinks", { id: message.id }))) {
    if (one instanceof Error) throw one;
    expect(one.items.map(({ label }) => label)).toEqual(["Grafana", "Orders"]);
    expect(one.items[1]?.url).toMatch(/^https:\/\/orders\.example\/order-1[78]$/);
    expect(one.leftOut).toContainEqual({ label: "Traces", why: "No trace id is known here." });
  }
  const seen = await world.ask("getOutsideLinks", { id: message.id }, "viewer");
  expect(JSON.stringify(seen)).not.toContain("order-1");
  expect(seen.leftOut).toContainEqual({ label: "Orders", why: "Your role may not read message bodies." });
  for (const one of Object.values(await bothWays(world)(whole(hub.id), "getOutsideLinks", { id: message.id })))
    expect(one).toMatchObject({ code: "not-found" });
});

test("the trace is that of the header which SQS carries", async () => {
  const { world, pair, shop } = stage;
  const Root = "1-5759e988-bd862e3fe1be46a994272793";
  await world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: pair.sourceUrl,
      MessageBody: '{"traced":true}',
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: `Root=${Root};Sampled=1` } },
    }),
  );
  await deadLetter(world.aws, pair, []);
  const queue = await seenQueue(world, shop.id, "orders-dlq");
  const known = (await world.ask("listFailedMessages", { queueId: queue.id })).items;
  const found = await Promise.all(known.map(({ id }) => world.ask("getOutsideLinks", { id }, "viewer")));
  const urls = found.flatMap(({ items }) => items.map(({ url }) => url)).filter((url) => url.includes(Root));

  expect(urls).toContain(`https://traces.example/${Root}`);
  expect(urls).toContain(
    `https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#xray:traces/${Root}`,
  );
});

test("an alert of a hundred classes is told within a few statements", async () => {
  const { world, shop } = stage;
  const reasons = Array.from({ length: 100 }, (_, number) => ({ accountId: shop.id, name: `queue-${number}` }));
  const id = await anAlert(world, reasons);
  const start = performance.now();
  await messageOf(id);
  expect(performance.now() - start).toBeLessThan(250);
});
