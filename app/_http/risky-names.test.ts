import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readConfig } from "@/jobs/cli/config-file/read-config";
import { contract } from "@/lib/contract";
import { eventSchema } from "@/lib/contract/events";
import { redriveAllowPolicyOf } from "@/lib/core/coverage/redrive-allow-policy";
import { policyDenies, policyLets } from "@/lib/core/coverage/resource-policy";
import { loggable } from "@/lib/core/log/loggable";
import { compareTexts } from "@/lib/core/messages/compare";
import { parseExactJson } from "@/lib/core/messages/exact-json";
import { parseJson, rawMember, textMember } from "@/lib/core/messages/json";
import { readPayload } from "@/lib/core/messages/payload";
import { payloadShape } from "@/lib/core/messages/shape";
import { redrivePolicyFrom, settingChanges } from "@/lib/core/queues/queue";
import { parseQuery } from "@/lib/core/search/parse-query";
import { projectAttributes, projectBody } from "@/lib/core/search/projection";
import { fragmentOf, knownTerms } from "@/lib/core/search/suggest";
import { decodeCursor } from "@/lib/db/page";
import { inputFromQuery } from "./input";
import { readJsonBody } from "./json-body";

const RISKY = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "polluted",
  "__defineGetter__",
];
const PLACES = [
  "Statement",
  "Principal",
  "body",
  "detail",
  "Records",
  "Message",
  "deadLetterTargetArn",
  "name",
  "accounts",
];

/** JSON text in which names that reach into JavaScript's own objects stand anywhere. */
const riskyJson = fc.letrec<{ any: string; object: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    fc.constantFrom("1", "true", "null", '"polluted"', '"__proto__"'),
    fc.array(tie("any"), { maxLength: 2 }).map((items) => `[${items.join(",")}]`),
    tie("object"),
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...RISKY, ...RISKY, ...PLACES), tie("any")), { minLength: 1, maxLength: 3 })
    .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`),
})).object;

const riskyFilter = fc
  .array(
    fc.tuple(
      fc.constantFrom("", "-", "body.", "attr.", "body.a.", "queue.", "(", "group"),
      fc.constantFrom(...RISKY),
      fc.constantFrom("", ":x", ":__proto__", ".constructor:1", ">=1", ':"prototype"', "[0]:1"),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((terms) => terms.map((parts) => parts.join("")).join(" "));

const BUILT_IN = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Map.prototype,
  Promise.prototype,
];
const look = () => BUILT_IN.map((one) => inspect(Object.getOwnPropertyDescriptors(one), { depth: 1 }));
const untouched = look();

function expectUntouched() {
  const fresh: Record<string, unknown> = {};
  expect([fresh.polluted, fresh.a, Object.getPrototypeOf(fresh) === Object.prototype]).toEqual([
    undefined,
    undefined,
    true,
  ]);
  expect(look()).toEqual(untouched);
}

const SERVICE_REQUEST = { action: "sqs:SendMessage", resource: "arn:aws:sqs:eu-west-1:111122223333:q" };

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "a message body": (text) => {
    const payload = readPayload(text);
    return [projectBody(payload), payloadShape(payload)];
  },
  "JSON of messages": (text) => [
    parseJson(text),
    parseExactJson(text),
    textMember(parseJson(text), "__proto__"),
    rawMember(text, "__proto__"),
  ],
  "two bodies compared": (text) => compareTexts(text, `{"__proto__":{"polluted":2}}`),
  "attributes of a message": (text) => projectAttributes(JSON.parse(text)),
  "a resource policy": (text) => [
    policyLets(text, SERVICE_REQUEST as Parameters<typeof policyLets>[1]),
    policyDenies(text, SERVICE_REQUEST as Parameters<typeof policyDenies>[1]),
  ],
  "redrive policies": (text) => [redrivePolicyFrom(text), redriveAllowPolicyOf(text)],
  "settings of a queue": (text) => settingChanges(JSON.parse(text), { __proto__: "x" } as Record<string, string>),
  "a place in a list": (text) => decodeCursor(Buffer.from(text).toString("base64url"), ["text", "time?"]),
  "a change that is told": (text) => eventSchema.safeParse(JSON.parse(text)),
  "a configuration file": (text) => readConfig(text),
  "what is logged": (text) => JSON.stringify(loggable(JSON.parse(text))),
};

test.each(Object.entries(READERS))("%s with names of JavaScript's own objects changes none of them", (_, read) => {
  fc.assert(
    fc.property(riskyJson, (text) => {
      try {
        read(text);
      } catch (error) {
        // Refusing is fine; breaking is not.
        expect(error).not.toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 300 },
  );
  expectUntouched();
});

test("no input of the contract changes JavaScript's own objects, nor hands such a name on", () => {
  const inputs = Object.values(contract).map(({ input }) => input);

  fc.assert(
    fc.property(riskyJson, fc.constantFrom(...inputs), (text, input) => {
      const read = input.safeParse(JSON.parse(text));
      if (read.success && typeof read.data === "object")
        expect(Object.getPrototypeOf(read.data) === Object.prototype || Object.getPrototypeOf(read.data) === null).toBe(
          true,
        );
    }),
    { numRuns: 1500 },
  );
  expectUntouched();
});

test("a request's body with such a name is refused wherever the name stands", async () => {
  await fc.assert(
    fc.asyncProperty(riskyJson, async (text) => {
      const request = new Request("http://x/", {
        method: "POST",
        body: text,
        headers: { "content-type": "application/json" },
      });
      // Of a name given twice JSON keeps the last.
      const isRisky = /"(__proto__|constructor|prototype)":/.test(JSON.stringify(JSON.parse(text)));

      const refused = await readJsonBody(request).then(
        () => false,
        () => true,
      );

      expect(refused).toBe(isRisky);
    }),
  );
  expectUntouched();
});

test("a query and a filter with such names change nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...RISKY), fc.constantFrom("1", "__proto__")), { maxLength: 3 }),
      (pairs) => {
        const names = pairs.map(([name]) => name);
        if (new Set(names).size === names.length)
          expect(Object.keys(inputFromQuery(new URLSearchParams(pairs))).sort()).toEqual(names.sort());
      },
    ),
  );
  fc.assert(
    fc.property(riskyFilter, (text) => {
      parseQuery(text);
      knownTerms(fragmentOf(text));
    }),
    { numRuns: 1000 },
  );
  expectUntouched();
});
