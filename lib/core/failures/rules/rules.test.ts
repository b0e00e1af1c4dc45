import { expect, test } from "vitest";
import { applyRules, type BeforeRules } from "./apply";
import { containsPattern, patternRefusal, replacePattern } from "./pattern";
import { canonicalRules, type GroupingRule, groupingRuleSchema, groupingRulesSchema } from "./rule";

const message: BeforeRules = {
  queueArn: "arn:aws:sqs:eu-central-1:111111111111:orders-dlq",
  anchorArn: "arn:aws:sqs:eu-central-1:111111111111:orders",
  originKind: "sqs-redrive",
  messageType: "OrderPlaced",
  errorText: "Tenant acme: gateway said 502 after 30 s",
  normalisedError: "Tenant acme: gateway said <n> after <n> s",
  cause: { kind: "unknown", reason: "No rule knows this error text." },
  shape: "{order}",
  consumerVersion: "7",
};
const rule = (where: GroupingRule["where"], does: Partial<GroupingRule["does"]>, name = "a rule"): GroupingRule => ({
  name,
  where,
  does: { splitBy: [], replace: [], ...does },
});

test.each<[string, GroupingRule["where"]]>([
  ["the name of what failed", { anchor: "ord*" }],
  ["the dead-letter queue", { anchor: "orders-dlq" }],
  ["the ARN", { anchor: "arn:*:orders" }],
  ["the origin", { originKind: "sqs-redrive" }],
  ["the message type in any case of letters", { messageType: "orderpl*" }],
  ["the error as it came", { errorText: "said 502" }],
  ["the error as the class shows it", { errorText: "said <n> after * s" }],
  ["the cause", { cause: "unknown" }],
])("a rule finds its messages by %s", (_, where) => {
  const ruled = applyRules([rule(where, { cause: "dependency" })], message);

  expect(ruled.cause).toEqual({ kind: "dependency", reason: "By rule “a rule”." });
});

test("all that a rule asks for must be so, and of several rules the first that fits applies alone", () => {
  const rules = [
    rule({ errorText: "gateway", messageType: "OrderPaid" }, { cause: "schema" }, "other type"),
    rule({ errorText: "gateway" }, { groupAs: "gateway trouble" }, "first"),
    rule({ errorText: "502" }, { cause: "dependency" }, "second"),
  ];

  const ruled = applyRules(rules, message);

  expect(ruled.grouping).toMatchObject({ ruleName: "first", label: "gateway trouble" });
  expect(ruled.cause.kind).toBe("unknown");
});

test("without a rule that fits nothing changes", () => {
  expect(applyRules([rule({ errorText: "disk" }, { cause: "code-error" })], message)).toEqual({
    cause: message.cause,
    normalisedError: message.normalisedError,
  });
});

test("a piece of the error is replaced wherever it stands, a star being a word or a part of one", () => {
  expect(replacePattern("tenant acme: no; Tenant b-7: no", "tenant *:", "tenant <tenant>:")).toBe(
    "tenant <tenant>: no; tenant <tenant>: no",
  );
  expect(replacePattern("file a/b.csv is gone", "file *", "file <file>")).toBe("file <file> is gone");
  expect(replacePattern("key 'a' of 'b'", "key '*' of '*'", "key")).toBe("key");
  expect(replacePattern("tenant\nacme", "tenant*acme", "x")).toBe("tenant\nacme");
  expect(replacePattern("a1 b2x a3 b4", "a* b*", "P")).toBe("P P");
  expect(replacePattern("a1 c a3 b4", "a* b*", "P")).toBe("a1 c P");
  expect(replacePattern("İx tenant acme", "tenant *", "T")).toBe("İx T");
});

test("no text and no pattern make matching slow", () => {
  const hostile = "a".repeat(32_768);
  const startedAt = performance.now();

  replacePattern(hostile, "a*a*a*a*a*a*a*a*b", "x");
  replacePattern(hostile, "a*b", "x");
  containsPattern("a*a*a*a*a*a*a*a*b", hostile);

  expect(performance.now() - startedAt).toBeLessThan(500);
});

test("a regular expression is refused with the reason, a path between slashes is none", () => {
  expect(patternRefusal("/^order.*failed$/i")).toContain("is a regular expression");
  expect(patternRefusal("/api/orders/")).toBeUndefined();
  const read = groupingRuleSchema.safeParse(rule({ errorText: "/(a+)+$/" }, { cause: "schema" }));
  expect(read.error?.issues[0]).toMatchObject({ path: ["where", "errorText"] });
});

test.each([
  ["about nothing", {}, { cause: "schema" }],
  ["with nothing to do", { errorText: "x" }, {}],
  ["that fits everything", { errorText: "**" }, { cause: "schema" }],
  ["that splits what is split already", { errorText: "x" }, { splitBy: ["message-type"] }],
  ["with too many stars", { errorText: "a*b*c*d*e*f*g*h*i*j" }, { cause: "schema" }],
])("a rule %s is refused", (_, where, does) => {
  expect(groupingRuleSchema.safeParse({ name: "r", where, does }).success).toBe(false);
});

test("two rules of one name are refused; the order of what they split by makes no other list", () => {
  const one = rule({ errorText: "x" }, { groupAs: "x", splitBy: ["shape", "message-type"] });
  const same = rule({ errorText: "x" }, { groupAs: "x", splitBy: ["message-type", "shape"] });

  expect(groupingRulesSchema.safeParse([one, same]).success).toBe(false);
  expect(canonicalRules([one])).toBe(canonicalRules([same]));
  expect(canonicalRules([one])).not.toBe(canonicalRules([{ ...one, name: "y" }]));
});
