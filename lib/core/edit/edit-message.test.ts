import { expect, test } from "vitest";
import { attributeKind } from "./attribute-kinds";
import { type EditTerms, editByHand, editByRecipe } from "./edit-message";
import type { EditStep } from "./recipe";
import { editRecipe, stepInWords } from "./recipe";

const text = (stringValue: string) => ({ dataType: "String", stringValue });
const MESSAGE = {
  body: '{"a":1}',
  attributes: { tenant: text("blue"), traceparent: text("00-1"), RULE_ARN: text("arn:r"), kind: text("order") },
};
const PLAIN: EditTerms = { keepTrace: false };
const setKind: EditStep = { step: "setAttribute", name: "kind", value: "return" };

test("an edited copy is a new try: the trace of the old one goes unless it is kept", () => {
  expect(editByRecipe(MESSAGE, [setKind], PLAIN)?.attributes).not.toHaveProperty("traceparent");
  expect(editByRecipe(MESSAGE, [setKind], { ...PLAIN, keepTrace: true })?.attributes).toHaveProperty("traceparent");
});

test("a copy says where it differs, of body and attributes", () => {
  const copy = editByRecipe(MESSAGE, [{ step: "set", path: "body.a", value: "2" }, setKind], PLAIN);

  expect(copy).toMatchObject({ body: '{"a":2}', paths: ["body.a", "attr.kind"], sensitiveNames: [] });
});

test("steps that find nothing to do make no copy", () => {
  expect(editByRecipe(MESSAGE, [{ step: "set", path: "body.a", value: "1" }], PLAIN)).toBeUndefined();
  expect(editByHand(MESSAGE, MESSAGE, PLAIN)).toBeUndefined();
});

test("what AWS wrote on a message cannot be changed, and a change of what others rely on is named", () => {
  const change = (name: string): EditStep => ({ step: "setAttribute", name, value: "x" });

  expect(() => editByRecipe(MESSAGE, [change("RULE_ARN")], PLAIN)).toThrow("cannot be changed");
  expect(() => editByHand(MESSAGE, { ...MESSAGE, attributes: {} }, PLAIN)).toThrow("RULE_ARN");
  expect(editByRecipe(MESSAGE, [change("tenant")], PLAIN)?.sensitiveNames).toEqual(["tenant"]);
});

test.each([
  ["RULE_ARN", "locked"],
  ["RequestID", "locked"],
  ["AWS.SNS.x", "locked"],
  ["dlo-run", "locked"],
  ["traceparent", "sensitive"],
  ["X-Amzn-Trace-Id", "sensitive"],
  ["Authorization", "sensitive"],
  ["x-tenant-id", "sensitive"],
  ["correlationId", "sensitive"],
  ["ExtendedPayloadSize", "sensitive"],
  ["kind", "free"],
  ["rule_arn", "free"],
])("the attribute %s is %s", (name, kind) => {
  expect(attributeKind(name)).toBe(kind);
});

const many = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`n${at}`, text("x")]));
test.each<[string, string, Parameters<typeof editByHand>[1], string]>([
  ["no body", "x", { body: "", attributes: {} }, "the body is empty"],
  ["a character that SQS refuses", "x", { body: "a\u0000", attributes: {} }, "U+0000 at 2"],
  ["half a character", "x", { body: "\ud800", attributes: {} }, "U+D800 at 1"],
  [
    "more than 1 MiB with its attributes",
    "x",
    { body: "é".repeat(524_288), attributes: { a: text("x") } },
    "1048584 bytes",
  ],
  ["eleven attributes", "x", { body: "x", attributes: many }, "are 11"],
  ["a name with two dots", "x", { body: "x", attributes: { "a..b": text("x") } }, "is no name that SQS takes"],
  [
    "a type of its own",
    "x",
    { body: "x", attributes: { a: { dataType: "Text", stringValue: "x" } } },
    "a type that SQS does not know",
  ],
  [
    "a number that is none",
    "x",
    { body: "x", attributes: { a: { dataType: "Number.int", stringValue: "x" } } },
    "must be a number",
  ],
  [
    "bytes that are no base64",
    "x",
    { body: "x", attributes: { a: { dataType: "Binary", binaryBase64: "%%" } } },
    "must be base64",
  ],
  ["an attribute without a value", "x", { body: "x", attributes: { a: text("") } }, "has no value"],
])("a copy that SQS would not take is not made: %s", (_, before, written, reason) => {
  expect(() => editByHand({ body: before, attributes: {} }, written, PLAIN)).toThrow(reason);
});

test("a text body is replaced as plain text or as a whole, a JSON body by fields only", () => {
  const plain = { body: "a.b a+b", attributes: {} };

  expect(editByRecipe(plain, [{ step: "replace", path: "body", find: "a.b", with: "$&" }], PLAIN)?.body).toBe("$& a+b");
  expect(editByRecipe(plain, [{ step: "setText", text: "new" }], PLAIN)?.body).toBe("new");
  expect(() => editByRecipe(MESSAGE, [{ step: "setText", text: "new" }], PLAIN)).toThrow("name a field");
  expect(() => editByRecipe(plain, [{ step: "set", path: "body.a", value: "1" }], PLAIN)).toThrow("no JSON");
});

test("attributes named like members of every object are attributes like others, and pollute nothing", () => {
  const steps: EditStep[] = ["__proto__", "constructor"].map((name) => ({ step: "setAttribute", name, value: "x" }));

  const copy = editByRecipe(MESSAGE, steps, PLAIN);

  expect(Object.keys(copy?.attributes ?? {})).toContain("__proto__");
  expect(({} as Record<string, unknown>).stringValue).toBeUndefined();
});

test.each([
  "body.__proto__.x",
  "body.constructor",
  'body["prototype"]',
  "customer.id",
  "body..a",
  "body[x]",
  "body.a b",
])("%s is no path", (path) => {
  expect(editRecipe.safeParse([{ step: "remove", path }]).success).toBe(false);
});

test("what a step does is told without its values", () => {
  const step: EditStep = { step: "set", path: "body.iban", value: '"DE02 1203"' };

  expect(stepInWords(step)).toBe("set body.iban to 9 characters");
});
