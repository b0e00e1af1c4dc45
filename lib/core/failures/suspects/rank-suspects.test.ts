import { expect, test } from "vitest";
import { changeInWords } from "./change-in-words";
import { type CandidateChange, rankSuspects } from "./rank-suspects";
import { nextSteps, type TieEdge, tiesOf } from "./ties";

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:1:${rest}`;
const orders = arn("sqs", "orders");
const dlq = arn("sqs", "orders-dlq");
const mapping = arn("lambda", "event-source-mapping:9f");
const chargeCard = arn("lambda", "function:charge-card");
const rule = arn("events", "rule/paid");
const bus = arn("events", "event-bus/default");
const edges: TieEdge[] = [
  { from: orders, to: mapping, kind: "consumes" },
  { from: mapping, to: chargeCard, kind: "delivers" },
  { from: orders, to: dlq, kind: "dead-letters" },
  { from: rule, to: orders, kind: "delivers" },
  { from: bus, to: rule, kind: "delivers" },
];
const place = { anchorArn: orders, anchorWord: "source queue", deadLetterQueueArn: dlq };
const ties = tiesOf(place, edges);

const onset = new Date("2026-11-21T02:41:00Z");
const minutes = (count: number) => new Date(onset.getTime() + count * 60_000);
let madeCount = 0;
const aChange = (over: Partial<CandidateChange>): CandidateChange => ({
  id: `c${++madeCount}`,
  arn: chargeCard,
  kind: "function",
  region: "eu-west-1",
  at: minutes(-10),
  since: minutes(-15),
  signedAt: null,
  field: "codeSha256",
  before: "a",
  after: "b",
  ...over,
});
const ranked = (...changes: CandidateChange[]) => rankSuspects(onset, changes, ties, "eu-west-1");

test("the way to the consumer's function is found and told; a bus and a dead-letter queue are not gone through", () => {
  expect([...ties].map(([of, { words }]) => [of, words])).toEqual([
    [orders, "it is the source queue"],
    [mapping, "it takes from orders"],
    [dlq, "it is the dead-letter queue"],
    [rule, "it delivers to orders"],
    [chargeCard, "it consumes orders"],
    [bus, "it delivers to paid, two steps from orders"],
  ]);
  expect(nextSteps(place, edges)).toEqual([mapping, rule]);
});

test("of two changes the nearer, the closer tied and the weightier comes first", () => {
  const deploy = aChange({});
  const earlier = aChange({ at: minutes(-600) });
  const retention = aChange({ arn: orders, kind: "queue", field: "MessageRetentionPeriod", before: "60", after: "90" });
  const elsewhere = aChange({ arn: arn("lambda", "function:other") });
  const later = aChange({ at: minutes(5), since: minutes(1) });

  const found = ranked(later, elsewhere, retention, earlier, deploy);

  expect(found.map(({ change }) => change)).toEqual([deploy, earlier, retention, later, elsewhere]);
  expect(found[3]).toMatchObject({ secondsBefore: -300, text: "code changed" });
  expect(found[4]?.relation).toBe("no tie known; same account and Region");
});

test("a change noticed after the onset that was not there before it is suspected like one made at it", () => {
  const [straddling] = ranked(aChange({ at: minutes(4), since: minutes(-1) }));
  const [signed] = ranked(aChange({ at: minutes(4), since: minutes(-1), signedAt: minutes(2) }));

  expect(straddling).toMatchObject({ secondsBefore: 0, weight: 1, at: minutes(4) });
  expect(signed).toMatchObject({ secondsBefore: -120, at: minutes(2) });
});

test("what was changed more than a day before or a quarter of an hour after is no suspect; ten are enough", () => {
  const far = [aChange({ at: minutes(-1450) }), aChange({ at: minutes(16), since: minutes(15.5) })];
  const many = Array.from({ length: 12 }, () => aChange({}));

  expect(ranked(...far)).toEqual([]);
  expect(ranked(...many)).toHaveLength(10);
});

const redrive = (deadLetterTargetArn: string, maxReceiveCount: number | string) =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount });

test.each([
  ["function", "codeSha256", "a", "b", "code changed"],
  ["function", "timeoutSeconds", "30", "3", "timeout 30 s → 3 s"],
  ["queue", "VisibilityTimeout", "300", "30", "visibility timeout 5 min → 30 s"],
  ["function", "roleArn", "arn:aws:iam::1:role/old", "arn:aws:iam::1:role/new", "role old → new"],
  ["mapping", "functionArn", `${chargeCard}:6`, `${chargeCard}:7`, "function charge-card:6 → charge-card:7"],
  ["mapping", "isEnabled", "true", "false", "switched off"],
  ["queue", "RedrivePolicy", redrive(dlq, 5), redrive(dlq, "1"), "receives before it gives up 5 → 1"],
  ["queue", "RedrivePolicy", redrive(dlq, 5), null, "dead-letter queue orders-dlq → none"],
  ["queue", "Policy", "{}", null, "policy changed"],
  ["rule", "targets.reports", "{}", null, "target reports removed"],
  ["rule", "targets.reports.deadLetterArn", dlq, null, "target reports: dead-letter queue orders-dlq → none"],
  ["topic", "deleted", null, null, "topic deleted"],
  ["queue", "DelaySeconds", "0", "900", "DelaySeconds 0 → 900"],
  ["queue", "__proto__", "0", "1", "__proto__ 0 → 1"],
] as const)("a change of a %s's %s is told in plain words", (kind, field, before, after, text) => {
  expect(changeInWords({ kind, field, before, after }).text).toBe(text);
});
