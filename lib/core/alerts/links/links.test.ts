import { expect, test } from "vitest";
import { consoleLinks } from "./console-links";
import { linksFrom } from "./links";
import { tracesIn } from "./message-traces";

const one = (url: string, values = {}) => linksFrom([{ label: "Logs", url }], values);

test("values are encoded for an address, so that none of them can add to it", () => {
  const { items } = one("https://logs.example/find?q={correlationId}&x=1", { correlationId: 'a b&c="d"/../#é' });
  expect(items).toEqual([
    { label: "Logs", url: "https://logs.example/find?q=a%20b%26c%3D%22d%22%2F..%2F%23%C3%A9&x=1" },
  ]);
});

test.each([
  ["a value that is not known", "https://x.example/{traceId}", "No trace id is known here."],
  ["an empty value", "https://x.example/{queue}", "No queue is known here."],
  ["a name that is not ours", "https://x.example/{tenant}", "Its template names {tenant}, which is not one of ours."],
  ["a value in place of the host", "https://{messageId}/x", "Its template does not fix the host."],
  ["a value before an @", "https://{messageId}@x.example/", "Its template does not fix the host."],
])("a template with %s is left out and says why", (_, url, why) => {
  expect(one(url, { messageId: "evil.example", queue: "" })).toEqual({ items: [], leftOut: [{ label: "Logs", why }] });
});

test("the Region may stand in the host, as in AWS's own addresses", () => {
  expect(one("https://{region}.console.aws.amazon.com/x", { region: "eu-west-1" }).items[0]?.url).toBe(
    "https://eu-west-1.console.aws.amazon.com/x",
  );
});

const FACTS = {
  region: "eu-central-1",
  messageId: "5fea7756-0ea4-451a-a703-a558b933e274",
  xrayTraceId: "1-5759e988-bd862e3fe1be46a994272793",
  logGroup: "/aws/lambda/charge-card",
  from: new Date("2026-11-20T02:00:00.000Z"),
  until: new Date("2026-11-20T03:00:00.000Z"),
};

test.each([
  ["eu-central-1", "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#"],
  ["cn-north-1", "https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1#"],
  ["us-gov-west-1", "https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#"],
])("the console of %s is that of its partition", (region, start) => {
  for (const { url } of consoleLinks({ ...FACTS, region }).items) expect(url.startsWith(start)).toBe(true);
});

test("the logs are asked for this message in its time, in the console's own writing", () => {
  const [logs, trace] = consoleLinks(FACTS).items;
  expect(logs?.url).toContain("queryDetail=~(end~'2026*2d11*2d20T03*3a00*3a00.000Z~start~'2026*2d11");
  expect(logs?.url).toContain("source~(~'*2faws*2flambda*2fcharge*2dcard))");
  expect(logs?.url).toContain("5fea7756*2d0ea4");
  expect(trace?.url).toMatch(/#xray:traces\/1-5759e988-bd862e3fe1be46a994272793$/);
});

test("what is not known is left out, not guessed", () => {
  const { items, leftOut } = consoleLinks({ ...FACTS, xrayTraceId: undefined, logGroup: undefined });
  expect([items, leftOut.map(({ label }) => label)]).toEqual([[], ["CloudWatch Logs Insights", "X-Ray trace"]]);
});

const NONE = { traceHeader: undefined, attributes: {}, body: null };
test.each([
  [
    "the header that SQS carries",
    { traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1" },
    { traceId: FACTS.xrayTraceId, xrayTraceId: FACTS.xrayTraceId },
  ],
  [
    "an attribute of W3C",
    { attributes: { traceparent: "00-5759e988bd862e3fe1be46a994272793-00f067aa0ba902b7-01" } },
    { traceId: "5759e988bd862e3fe1be46a994272793", xrayTraceId: FACTS.xrayTraceId },
  ],
  ["an attribute", { attributes: { "X-Correlation-Id": "order-17" } }, { correlationId: "order-17" }],
  ["a field", { body: '{"metadata":{"correlation_id":"abc:1"}}' }, { correlationId: "abc:1" }],
  ["nothing masked", { body: '{"correlationId":"‹email·3f9a2c81b7d0e45›"}' }, { correlationId: undefined }],
  ["nothing malformed", { traceHeader: "Root=javascript:alert(1)" }, { traceId: undefined }],
  ["nothing that is no text", { body: '{"correlationId":{"a":1}}' }, { correlationId: undefined }],
])("ids are taken from %s", (_, message, expected) => {
  expect(tracesIn({ ...NONE, ...message })).toMatchObject(expected);
});
