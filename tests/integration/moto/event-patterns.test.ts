import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchPattern } from "@/lib/core/events/pattern/match-pattern";
import { readPattern } from "@/lib/core/events/pattern/read-pattern";
import { parseExactJson } from "@/lib/core/messages/exact-json";
import { isJsonObject } from "@/lib/core/messages/json";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { bodiesIn } from "../../support/dead-letters";
import { REGION } from "../../support/world";
import { hasMoto, startMoto } from "./moto-server";

const isHere = hasMoto();
if (!isHere) console.log("SKIPPED: event patterns against moto, because moto_server is not on PATH");

const EVENTS = [
  { n: 1, state: "paid", total: 12.5, ip: "10.0.0.33", file: "dir/a.png" },
  { n: 2, state: "PAID", total: -1, ip: "10.0.1.1", file: "dir/sub/b.PNG", gift: null },
  { n: 3, state: "open", total: 100, ip: "2001:db8::1", file: "a.txt", who: { name: "Ada", age: 36 } },
  { n: 4, state: ["open", "late"], total: 0, file: "", who: { name: "Bob" } },
  { n: 5, who: { name: "", age: 0 }, isTest: true, deep: { er: { est: "yes" } } },
];
/** Of lists of objects moto looks into none (its event_pattern flattens objects only), so none are here. */
const DETAILS = [
  { state: ["paid"] },
  { state: ["paid", "late"] },
  { state: [{ prefix: "o" }] },
  { state: [{ prefix: { "equals-ignore-case": "PA" } }] },
  { state: [{ "equals-ignore-case": "Paid" }] },
  { state: [{ "anything-but": "open" }] },
  { state: [{ "anything-but": ["paid", "PAID"] }] },
  { state: [{ "anything-but": { prefix: "p" } }] },
  { file: [{ suffix: ".png" }] },
  { file: [{ suffix: { "equals-ignore-case": ".png" } }] },
  { file: [{ wildcard: "dir/*.png" }] },
  { file: [{ "anything-but": { suffix: ".png" } }] },
  { file: [""] },
  { total: [{ numeric: [">", 0, "<=", 100] }] },
  { total: [{ numeric: ["=", -1] }] },
  { total: [100, 0] },
  { ip: [{ cidr: "10.0.0.0/24" }] },
  { gift: [{ exists: true }] },
  { gift: [null] },
  { state: [{ exists: false }] },
  { who: { name: ["Ada", ""], age: [{ numeric: [">=", 0] }] } },
  { deep: { er: { est: [{ exists: true }] } } },
  { isTest: [true] },
  { $or: [{ state: ["open"] }, { total: [{ numeric: ["<", 0] }] }, { isTest: [true] }] },
  { who: { name: [{ exists: true }], $or: [{ age: [36] }, { age: [{ exists: false }] }] } },
];

describe.skipIf(!isHere)("event patterns against moto", () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let delivered: string[];
  beforeAll(async () => {
    moto = await startMoto();
    delivered = await deliveries();
  });
  afterAll(() => moto?.stop());

  /** What really arrives where, as `pattern < event`. */
  async function deliveries(): Promise<string[]> {
    const keys = rootKeys("AKIAELSEWHERE");
    const clients = clientsOf(moto.url, keys, REGION);
    const { sqs } = clients;
    const events = new EventBridgeClient({ endpoint: moto.url, region: REGION, credentials: keys });
    const queues = await Promise.all(
      DETAILS.map(async (detail, index) => {
        const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `rule-${index}` }));
        const asked = { QueueUrl, AttributeNames: ["QueueArn" as const] };
        const { Attributes } = await sqs.send(new GetQueueAttributesCommand(asked));
        const Rule = `rule-${index}`;
        await events.send(
          new PutRuleCommand({ Name: Rule, EventPattern: JSON.stringify({ source: ["shop"], detail }) }),
        );
        await events.send(new PutTargetsCommand({ Rule, Targets: [{ Id: "q", Arn: Attributes?.QueueArn ?? "" }] }));
        return QueueUrl;
      }),
    );
    const Entries = EVENTS.map((detail) => ({ Source: "shop", DetailType: "x", Detail: JSON.stringify(detail) }));
    await events.send(new PutEventsCommand({ Entries }));
    const all = await Promise.all(queues.map((url) => bodiesIn(clients, url)));
    return all.flatMap((bodies, index) => bodies.map((body) => `${index} < ${JSON.parse(body).detail.n}`)).sort();
  }

  test("our matcher says of every rule and event what another project's EventBridge really delivers", () => {
    const ours = DETAILS.flatMap((detail, index) =>
      EVENTS.filter((event) => verdict(detail, event) === "yes").map(({ n }) => `${index} < ${n}`),
    );

    expect(DETAILS.flatMap((detail) => EVENTS.map((event) => verdict(detail, event)))).not.toContain("unreadable");
    expect(ours.sort()).toEqual(delivered);
    expect(delivered.length).toBeGreaterThan(30);
  });
});

function verdict(pattern: object, event: object): string {
  const read = readPattern(JSON.stringify(pattern));
  const json = parseExactJson(JSON.stringify(event))?.value;
  return read.kind === "object" && isJsonObject(json) ? matchPattern(read, json).kind : "unreadable";
}
