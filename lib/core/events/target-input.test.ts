import { expect, test } from "vitest";
import { AS_IT_IS, type TargetTransform, targetInput } from "./target-input";

const RULE = "arn:aws:events:eu-central-1:111122223333:rule/shop/orders";
const EVENT = {
  version: "0",
  id: "7bf73129",
  "detail-type": "OrderPlaced",
  source: "shop",
  account: "111122223333",
  time: "2026-11-11T21:29:54Z",
  region: "eu-central-1",
  resources: ["arn:aws:s3:::orders"],
  detail: {
    "order-id": "o-7",
    lines: [{ sku: "a" }, { sku: "b" }],
    note: 'say "hi"',
    "a/b": "slashed",
    "a.b": "dotted",
    none: null,
  },
};
const TEXT = JSON.stringify(EVENT);

const sent = (transform: Partial<TargetTransform>, event = TEXT) =>
  targetInput({ ...AS_IT_IS, ...transform }, event, RULE);
const filled = (template: string, paths: Record<string, string> = {}, event = TEXT) =>
  sent({ transformer: { paths, template } }, event);
const text = (value: string) => ({ kind: "text", text: value });

test("without a transform the target gets the event byte for byte, be it JSON or not", () => {
  expect(sent({}, '{ "n": 1.0,\n"big":12345678901234567890 }')).toEqual(
    text('{ "n": 1.0,\n"big":12345678901234567890 }'),
  );
});

test("a constant input is sent as it is written, whatever the event is", () => {
  expect(sent({ input: '{ "fixed": 1 }' }, "no json")).toEqual(text('{ "fixed": 1 }'));
});

test.each([
  ["$", TEXT],
  ["$.detail.order-id", '"o-7"'],
  ["$.detail-type", '"OrderPlaced"'],
  ["$['detail-type']", '"OrderPlaced"'],
  ["$.detail['a.b']", '"dotted"'],
  ["$.detail.a/b", '"slashed"'],
  ["$.detail.lines[1].sku", '"b"'],
  ["$.detail.lines[*].sku", '["a","b"]'],
  ["$.detail.lines.*.sku", '["a","b"]'],
  ["$.detail.none", "null"],
  ["$.detail.nothing.here", "null"],
  ["$.detail.__proto__", "null"],
])("the path %s sends that part of the event", (inputPath, part) => {
  expect(sent({ inputPath })).toEqual(text(part));
});

test("numbers keep their digits through paths and templates", () => {
  const event = '{"detail":{"n":12345678901234567890,"m":1.10,"e":1E5}}';
  const paths = { n: "$.detail.n", d: "$.detail" };

  expect(sent({ inputPath: "$.detail" }, event)).toEqual(text('{"n":12345678901234567890,"m":1.10,"e":1E5}'));
  expect(filled('{"n":<n>,"d":<d>}', paths, event)).toEqual(
    text('{"n":12345678901234567890,"d":{"n":12345678901234567890,"m":1.10,"e":1E5}}'),
  );
  expect(filled('"order <n>"', paths, event)).toEqual(text('"order 12345678901234567890"'));
});

test.each([
  [
    "the rule's ARN and name",
    '{"a":<aws.events.rule-arn>,"n":"<aws.events.rule-name>"}',
    `{"a":"${RULE}","n":"orders"}`,
  ],
  ["the whole event", '{"e":<aws.events.event.json>}', `{"e":${TEXT}}`],
  ["the time of the event for that of its arrival", '"<aws.events.event.ingestion-time>"', '"2026-11-11T21:29:54Z"'],
  ["text in quotation marks and out of them", '{"id": <id>, "say": "order <id>"}', '{"id": "o-7", "say": "order o-7"}'],
  ["a list and an object", '{"l":<lines>}', '{"l":[{"sku":"a"},{"sku":"b"}]}'],
  ["a list in text, without quotation marks", '"got <lines>"', '"got [{sku:a},{sku:b}]"'],
  ["nothing, in JSON", '{"a":<nothing>,"b":"<nothing>"}', '{"a":"","b":""}'],
  ["nothing, in text", '"so <nothing>"', '"so "'],
  ["null", '{"a":<none>}', '{"a":null}'],
  ["one variable alone", "<id>", '"o-7"'],
  ["text on two lines", '"order <id>"\n"of <type>"', '"order o-7"\n"of OrderPlaced"'],
  ["a quoted value outside of quotation marks", '{"a":<note>}', '{"a":"say \\"hi\\""}'],
])("a template with %s is filled as EventBridge fills it", (_, template, expected) => {
  const paths = {
    id: "$.detail.order-id",
    type: "$.detail-type",
    lines: "$.detail.lines",
    nothing: "$.detail.nothing",
    none: "$.detail.none",
    note: "$.detail.note",
  };

  expect(filled(template, paths)).toEqual(text(expected));
});

test("the event without its detail has its type spelt as EventBridge spells it", () => {
  const { id, account, time, source, region, resources, version } = EVENT;
  const short = { id, account, detailType: "OrderPlaced", time, source, region, resources, version };

  expect(filled('{"e":<aws.events.event>}')).toEqual(text(`{"e":${JSON.stringify(short)}}`));
});

test.each([
  [
    "a template that gives no JSON",
    { transformer: { paths: { n: "$.detail.note" }, template: '{"a":"<n>"}' } },
    /INVALID_JSON/,
  ],
  ["a path with a filter", { inputPath: "$.detail.lines[?(@.sku=='a')]" }, /cannot read/],
  ["a path with a filter in a map", { transformer: { paths: { n: "$..sku" }, template: "<n>" } }, /cannot read/],
])("%s sends nothing and says why", (_, transform, why) => {
  expect(sent(transform)).toEqual({ kind: "problem", why: expect.stringMatching(why) });
});

test("what is no event cannot be transformed", () => {
  expect(sent({ inputPath: "$.detail" }, "[1]")).toMatchObject({ kind: "problem" });
  expect(sent({ inputPath: "$.detail" }, "x")).toMatchObject({ kind: "problem" });
});
