import fc from "fast-check";
import { expect, test } from "vitest";
import { readPayload } from "@/lib/core/messages/payload";
import { projectAttributes, projectBody } from "./projection";

const projected = (body: string) => projectBody(readPayload(body));

test("what is looked for is the payload inside its envelopes", () => {
  const inner = JSON.stringify({ orderId: 7 });
  const sns = JSON.stringify({ Type: "Notification", TopicArn: "arn:aws:sns:eu-west-1:1:t", Message: inner });
  expect(projected(sns)).toBe('{"orderId":7}');
});

test("numbers keep every digit; one that no database holds becomes text", () => {
  expect(projected('{"id":9007199254740993,"huge":1e999999999,"tiny":1.50}')).toBe(
    '{"id":9007199254740993,"huge":"1e999999999","tiny":1.50}',
  );
});

test("text without JSON has nothing to look for, and NUL and half characters are replaced", () => {
  expect(projected("plain")).toBeNull();
  expect(projected('"just text"')).toBeNull();
  expect(projected('{"a":"x\\u0000\\ud800"}')).toBe('{"a":"x\uFFFD\uFFFD"}');
});

test("a large body is cut to 400 values, 12 levels and 256 characters a text, and stays JSON", () => {
  const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
  expect(projected(deep)).toBe(`${'{"a":'.repeat(12)}null${"}".repeat(12)}`);
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, "v".repeat(500)])));
  const cut = JSON.parse(projected(wide) ?? "");
  expect(Object.keys(cut)).toHaveLength(400);
  expect(cut.k0).toHaveLength(256);
});

test("any JSON gives JSON that says the same of every short field", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ maxLength: 10 }), fc.oneof(fc.integer(), fc.boolean(), fc.constant(null))),
      (value) => {
        const result = projected(JSON.stringify(value));
        const seen: unknown = JSON.parse(result ?? "null");
        expect(Object.keys(seen ?? {})).toHaveLength(new Set(Object.keys(value).map((k) => k.toWellFormed())).size);
      },
    ),
  );
});

test("attributes are kept by name as text, binary ones left out", () => {
  const attributes = {
    tenant: { dataType: "String", stringValue: "eu" },
    n: { dataType: "Number.int", stringValue: "12" },
    raw: { dataType: "Binary", binaryBase64: "AA==" },
  };
  expect(projectAttributes(attributes)).toBe('{"tenant":"eu","n":"12"}');
});
