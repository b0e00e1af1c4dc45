import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ObservedMessage } from "@/lib/core/messages/message";
import { type Classification, classify } from "./classify";
import { whyGrouped } from "./explain";
import { canonicalFingerprint } from "./fingerprint";
import { titleOf } from "./title";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const source = "arn:aws:sqs:eu-west-1:1:orders";
const graph = { queueArn: "arn:aws:sqs:eu-west-1:1:orders-dlq", knownSourceQueueArns: [source] };
const aMessage = (body: unknown, over: Partial<ObservedMessage> = {}): ObservedMessage => ({
  messageId: "m-1",
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes: {},
  system: { DeadLetterQueueSourceArn: source },
  ...over,
});
/** Why a message is in its class, as its class would say it. */
const why = ({ origin, cause, classifier, ...known }: Classification) =>
  whyGrouped({
    ...known,
    originKind: origin.kind,
    causeKind: cause.kind,
    causeReason: cause.reason,
    classifier: `${classifier.name} ${classifier.version}`,
  });
const understand = (message: ObservedMessage) => classify(message, graph, sha256);

test("a message with an error is understood", () => {
  const message = aMessage({ type: "OrderPlaced", id: 42, error: "Payment 4711 timed out after 3 seconds" });

  expect(understand(message)).toMatchObject({
    origin: { kind: "sqs-redrive" },
    anchorArn: source,
    classifier: { name: "json-error-field", version: 1 },
    cause: { kind: "timeout" },
    errorText: "Payment 4711 timed out after 3 seconds",
    normalisedError: "Payment <*> timed out after <duration>",
    title: "Payment <*> timed out after <duration>",
    messageType: "OrderPlaced",
    payloadKind: "json",
  });
});

test("a message without an error says so, and is grouped by type and shape", () => {
  const { title, normalisedError, cause } = understand(aMessage({ type: "OrderPlaced", address: null }));

  expect({ title, normalisedError, cause: cause.kind }).toEqual({
    title: "carries no error · grouped by type and shape",
    normalisedError: "",
    cause: "unknown",
  });
});

test.each<[string, ObservedMessage, ObservedMessage, boolean]>([
  [
    "other ids",
    aMessage({ type: "T", id: 1, error: "no order 1" }),
    aMessage({ type: "T", id: 2, error: "no order 2" }),
    true,
  ],
  ["another key order", aMessage('{"type":"T","error":"x"}'), aMessage('{"error":"x","type":"T"}'), true],
  [
    "another payload beside the error",
    aMessage({ type: "T", error: "x" }),
    aMessage({ type: "T", error: "x", note: 1 }),
    true,
  ],
  ["another error", aMessage({ type: "T", error: "no order" }), aMessage({ type: "T", error: "no customer" }), false],
  ["another type", aMessage({ type: "T", error: "x" }), aMessage({ type: "U", error: "x" }), false],
  [
    "another source queue",
    aMessage({ error: "x" }),
    aMessage({ error: "x" }, { system: { DeadLetterQueueSourceArn: `${source}-b` } }),
    false,
  ],
  [
    "no error and another shape",
    aMessage({ type: "T", address: null }),
    aMessage({ type: "T", address: "here" }),
    false,
  ],
  [
    "no error and the same shape",
    aMessage({ type: "T", address: "there" }),
    aMessage({ type: "T", address: "here" }),
    true,
  ],
  [
    "error text and type in one field or two",
    aMessage({ type: "T", error: "TypeError: x" }),
    aMessage({ type: "T", error: { name: "TypeError", message: "x" } }),
    true,
  ],
])("one class or two, with %s", (_, one, other, isSame) => {
  expect(understand(one).fingerprint === understand(other).fingerprint).toBe(isSame);
});

test("a fingerprint is a version and a hash, the same on every machine", () => {
  expect(understand(aMessage({ type: "T", error: "x" })).fingerprint).toBe(
    understand(aMessage({ type: "T", error: "x" })).fingerprint,
  );
  expect(understand(aMessage("x")).fingerprint).toMatch(/^v2-[0-9a-f]{64}$/);
});

test("parts that run together when joined still differ", () => {
  const parts = { anchorArn: "a", classifier: { name: "n", version: 1 }, cause: "unknown", shape: "" } as const;

  expect(canonicalFingerprint({ ...parts, normalisedError: "a,b", messageType: "c" })).not.toBe(
    canonicalFingerprint({ ...parts, normalisedError: "a", messageType: "b,c" }),
  );
});

const marked = (target: string, code = "NO_PERMISSIONS") => {
  const attributes = {
    RULE_ARN: "arn:aws:events:x:1:rule/r",
    TARGET_ARN: target,
    ERROR_CODE: code,
    ERROR_MESSAGE: "refused",
  };
  return aMessage(
    { version: "0", "detail-type": "order.paid", source: "shop", detail: { errorMessage: "a field" } },
    {
      system: {},
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: "String", stringValue }]),
      ),
    },
  );
};

test("what a service wrote about the failure is the error, whatever the event itself says", () => {
  expect(understand(marked("a"))).toMatchObject({
    anchorArn: "arn:aws:events:x:1:rule/r",
    classifier: { name: "dead-letter-error" },
    cause: { kind: "permission" },
    errorText: "refused",
    errorType: "NO_PERMISSIONS",
    messageType: "order.paid",
  });
});

test("two targets of a rule are two failures", () => {
  expect(understand(marked("a")).fingerprint).not.toBe(understand(marked("b")).fingerprint);
  expect(why(understand(marked("a"))).slice(0, 2)).toEqual([
    { part: "rule", value: "arn:aws:events:x:1:rule/r" },
    { part: "target", value: "a" },
  ]);
});

test("type and shape are those of the event, not of the record that a function's destination wraps it in", () => {
  const record = {
    requestContext: { functionArn: "arn:aws:lambda:x:1:function:f" },
    requestPayload: { type: "OrderPlaced", id: 7 },
    responsePayload: { errorType: "TypeError", errorMessage: "boom" },
  };

  expect(understand(aMessage(record, { system: {} }))).toMatchObject({
    messageType: "OrderPlaced",
    shape: "{id:number,type:string}",
    cause: { kind: "code-error" },
    errorFoundAt: "body.responsePayload.errorMessage",
  });
});

test("a failure whose anchor stayed keeps the name that the version before gave it; one that moved has none", () => {
  expect(understand(aMessage({ type: "T", error: "x" })).formerFingerprint).toMatch(/^v1-[0-9a-f]{64}$/);
  expect(understand(marked("a")).formerFingerprint).toBeUndefined();
});

test("why grouped names each part", () => {
  const parts = why(understand(aMessage({ type: "T", error: "connection refused" })));

  expect(parts.map(({ part }) => part)).toEqual(["source queue", "cause", "error", "message type", "classifier"]);
});

test("why grouped shows the shape where there is no error, and how little that tells", () => {
  const parts = why(understand(aMessage({ type: "T", address: null }, { system: {} })));

  expect(parts).toContainEqual({ part: "payload shape", value: "{address:null,type:string}" });
  expect(parts.find(({ part }) => part === "confidence")?.value).toMatch(/^weak: only type and shape/);
  expect(parts[0]).toEqual({ part: "dead-letter queue", value: graph.queueArn });
});

test("a title is one visible line of at most 160 characters", () => {
  const title = titleOf({ normalisedError: `a\n\u202eb ${"🚚".repeat(300)}`, messageType: "T" });

  expect([Array.from(title).length, title.slice(0, 4), title.endsWith("…")]).toEqual([160, "a b ", true]);
});

test("a megabyte of anything is understood quickly", () => {
  const bodies = [
    "x".repeat(1_048_576),
    JSON.stringify({ error: "e 1 ".repeat(260_000) }),
    "[".repeat(1_048_576),
    '{"a":'.repeat(200_000),
  ];

  const startedAt = performance.now();
  for (const body of bodies) understand(aMessage(body));

  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("no message makes it throw", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  const attributes = fc.dictionary(
    fc.oneof(text, fc.constantFrom("error", "__proto__", "type")),
    fc.record({ dataType: text, stringValue: text }),
  );
  fc.assert(
    fc.property(fc.oneof(text, fc.json()), attributes, fc.dictionary(text, text), (body, attrs, system) => {
      expect(understand({ messageId: "m", body, attributes: attrs, system }).fingerprint).toMatch(/^v2-/);
    }),
    { numRuns: 1_000 },
  );
});
