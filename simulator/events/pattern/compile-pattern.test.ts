import { expect, test } from "vitest";
import { compilePattern } from "./compile-pattern";

const matches = (pattern: unknown, event: unknown) => compilePattern(JSON.stringify(pattern))(event);
const leaf = (...members: unknown[]) => ({ detail: { x: members } });
const event = (x: unknown) => ({ detail: { x } });

test.each<[string, unknown[], unknown[], unknown[]]>([
  ["exact texts", ["a", "b"], ["a", "b"], ["A", "ab", "", null, 1]],
  ["null", [null], [null], ["null", "", 0, false, []]],
  ["the empty text", [""], [""], [null, " "]],
  ["booleans", [true], [true], ["true", false, 1]],
  ["numbers by value", [300], [300, 300.0, 3.0e2], ["300", 301]],
  ["account numbers as texts", ["123456789012"], ["123456789012"], [123456789012]],
  ["IP addresses by value", ["2001:db8::1"], ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1"], ["2001:db8::2"]],
  ["prefix", [{ prefix: "us-" }], ["us-", "us-east-1"], ["eu-us-", "US-east-1", null, 5]],
  ["prefix, whatever the case", [{ prefix: { "equals-ignore-case": "EventB" } }], ["eventbridge", "EVENTB"], ["event"]],
  ["suffix", [{ suffix: ".png" }], ["a.png", ".png"], ["a.PNG", "png", 1]],
  ["suffix, whatever the case", [{ suffix: { "equals-ignore-case": ".PNG" } }], ["a.png", "b.Png"], ["a.jpg"]],
  ["equality, whatever the case", [{ "equals-ignore-case": "alice" }], ["ALICE", "Alice"], ["alice ", 1]],
  ["wildcards", [{ wildcard: "dir/*.png" }], ["dir/a.png", "dir/.png", "dir/a/b.png"], ["dir/a.png2", "dir.png"]],
  ["wildcards that must not overlap", [{ wildcard: "ab*ba" }], ["abba", "abcba"], ["aba", "ab"]],
  ["several wildcards", [{ wildcard: "*a*b*" }], ["ab", "xaxbx"], ["ba", "a"]],
  ["escaped wildcards", [{ wildcard: "a\\*\\\\*" }], ["a*\\", "a*\\z"], ["ab\\", "a*"]],
  ["anything but a text", [{ "anything-but": "a" }], ["b", 1, null, true, ""], ["a"]],
  ["anything but a number", [{ "anything-but": 123 }], [124, "123"], [123, 123.0]],
  ["anything but texts", [{ "anything-but": ["a", "b"] }], ["c", "A"], ["a", "b"]],
  ["anything but numbers", [{ "anything-but": [1, 2] }], [3, "1"], [1, 2]],
  ["anything but a prefix", [{ "anything-but": { prefix: "in" } }], ["out", 5], ["init"]],
  ["anything but prefixes", [{ "anything-but": { prefix: ["in", "er"] } }], ["out"], ["init", "error"]],
  ["anything but suffixes", [{ "anything-but": { suffix: [".png", ".rb"] } }], ["a.js"], ["a.png", "b.rb"]],
  ["anything but any case", [{ "anything-but": { "equals-ignore-case": ["One", "TWO"] } }], ["three"], ["ONE", "two"]],
  ["anything but wildcards", [{ "anything-but": { wildcard: ["*/lib/*", "*.so"] } }], ["/bin/a"], ["/lib/", "x.so"]],
  ["a number range", [{ numeric: [">", 0, "<=", 5] }], [0.1, 5], [0, 5.1, "3", null, true]],
  ["a number's bound", [{ numeric: ["<", 10] }], [-5e9, 9], [10, -5.1e9]],
  ["a number", [{ numeric: ["=", 3.018e2] }], [301.8], [301.81, "301.8"]],
  ["IPv4 blocks", [{ cidr: "10.0.0.0/24" }], ["10.0.0.255", "10.0.0.0"], ["10.0.1.0", "x", 10, "::a00:1"]],
  ["IPv6 blocks", [{ cidr: "2001:db8:1234:1a00::/56" }], ["2001:db8:1234:1aff::"], ["2001:db8:1234:1b00::"]],
  ["presence", [{ exists: true }], ["a", null, 0, [1]], [undefined, [], {}, { a: 1 }]],
  ["absence", [{ exists: false }], [undefined, [], { a: 1 }], ["a", null, 0]],
  ["absence or a value", [{ exists: false }, "a"], [undefined, "a"], ["b"]],
  ["lists by any member", ["a"], [["b", "a"], [["a"]]], [["b"], []]],
  ["anything but, in lists, by any member", [{ "anything-but": "a" }], [["a", "b"]], [["a"], []]],
])("%s decides as documented", (_, members, yes, no) => {
  const pattern = leaf(...members);

  expect(yes.map((x) => matches(pattern, event(x)))).toEqual(yes.map(() => true));
  expect(no.map((x) => matches(pattern, event(x)))).toEqual(no.map(() => false));
});

const METRIC = {
  source: ["aws.cloudwatch"],
  $or: [
    { metricName: ["CPUUtilization"] },
    { namespace: ["AWS/EC2"], $or: [{ metricId: [1234] }, { spaceId: [{ numeric: [">", 9] }] }] },
  ],
};

test.each([
  [{ source: "aws.cloudwatch", metricName: "CPUUtilization" }, true],
  [{ source: "aws.cloudwatch", namespace: "AWS/EC2", metricId: 1234 }, true],
  [{ source: "aws.cloudwatch", namespace: "AWS/EC2", spaceId: 10 }, true],
  [{ source: "aws.cloudwatch", namespace: "AWS/EC2" }, false],
  [{ source: "other", metricName: "CPUUtilization" }, false],
])("$or takes one of its branches, nested too: %j", (what, isMatch) => {
  expect(matches(METRIC, what)).toBe(isMatch);
});

const EMPLOYEES = {
  employees: [
    { firstName: "Anna", lastName: "Smith" },
    { firstName: "Peter", lastName: "Jones", phones: [{ kind: "home" }] },
  ],
};

test.each([
  [{ firstName: ["Anna"] }, true],
  [{ firstName: ["Anna"], lastName: ["Smith"] }, true],
  [{ firstName: ["Anna"], lastName: ["Jones"] }, false],
  [{ lastName: ["Jones"], phones: { kind: ["home"] } }, true],
  [{ lastName: ["Smith"], phones: { kind: ["home"] } }, false],
  [{ lastName: ["Smith"], phones: { kind: [{ exists: true }] } }, false],
])("objects of a list match one by one, not mixed: %j", (employees, isMatch) => {
  expect(matches({ employees }, EMPLOYEES)).toBe(isMatch);
});

test("a dot in a name stands for a step, in patterns and events", () => {
  expect(matches({ "detail.x": ["a"] }, event("a"))).toBe(true);
  expect(matches(leaf("a"), { "detail.x": "a" })).toBe(true);
});

test("all fields of a pattern must match", () => {
  const pattern = { source: ["shop"], detail: { state: ["paid"], total: [{ numeric: [">=", 10] }] } };

  expect(matches(pattern, { source: "shop", detail: { state: "paid", total: 10 } })).toBe(true);
  expect(matches(pattern, { source: "shop", detail: { state: "paid", total: 9 } })).toBe(false);
});

test.each([
  ["no JSON", "{", "Invalid JSON"],
  ["no object", ["a"], "Filter is not an object"],
  ["nothing", {}, "Empty objects are not allowed"],
  ["an empty list", { a: [] }, "Empty arrays are not allowed"],
  ["a bare value", { a: "b" }, '"a" must be an object or an array'],
  ["a list in a list", { a: [["b"]] }, "Match value must be String, number, true, false, or null"],
  ["an unknown operator", leaf({ regex: "a" }), "Unrecognized match type regex"],
  ["two operators at once", leaf({ prefix: "a", suffix: "b" }), "Only one key allowed in match expression"],
  ["exists without true or false", leaf({ exists: "yes" }), "exists match pattern must be either true or false."],
  ["a number as prefix", leaf({ prefix: 1 }), "prefix match pattern must be a string"],
  ["two wildcards in a row", leaf({ wildcard: "a**b" }), "Consecutive wildcard characters at pos 2"],
  ["a stray backslash", leaf({ wildcard: "a\\b" }), "Invalid escape character at pos 2"],
  ["a range upside down", leaf({ numeric: [">", 5, "<", 1] }), "Bottom must be less than top"],
  ["two lower bounds", leaf({ numeric: [">", 0, ">", 1] }), "Bad numeric range operator: >"],
  ["a large number", leaf({ numeric: ["<", 6e9] }), "Value must be between -5.0E9 and 5.0E9, inclusive"],
  ["a block without mask", leaf({ cidr: "10.0.0.0" }), "Malformed CIDR, one '/' required"],
  ["a long mask", leaf({ cidr: "10.0.0.0/33" }), "IPv4 mask bits must be < 32"],
  ["no address", leaf({ cidr: "x/8" }), "Nonstandard IP address: x"],
  ["an empty prefix excluded", leaf({ "anything-but": { prefix: "" } }), "Null prefix/suffix not allowed"],
  ["one branch", { $or: [{ a: [1] }] }, "There must have at least 2 Objects in $or relationship."],
  [
    "an operator as a branch",
    { $or: [{ prefix: ["a"] }, { b: [1] }] },
    "prefix is Ruler reserved fieldName which cannot be used inside $or.",
  ],
  [
    "many wildcards before the same character",
    leaf({ wildcard: "*:*:*:*:*:event-bus/*" }),
    "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
  ],
])("a pattern with %s is refused in AWS's words", (_, pattern, reason) => {
  const compile = () => compilePattern(pattern);

  expect(compile).toThrow(`Event pattern is not valid. Reason: ${reason}`);
});

test("a pattern of more than 1,000 combinations is refused", () => {
  const ten = (field: string) => ({ $or: Array.from({ length: 11 }, (_, value) => ({ [field]: [value] })) });

  expect(() => compilePattern({ a: ten("x"), b: ten("y"), c: ten("z") })).toThrow("more than 1000 combinations");
});

test("a pattern of many operators matches when all of them do", () => {
  const pattern = {
    time: [{ prefix: "2017-10-02" }],
    detail: {
      state: [{ "anything-but": "initializing" }],
      "c-count": [{ numeric: [">", 0, "<=", 5] }],
      "d-count": [{ numeric: ["<", 10] }],
      "x-limit": [{ "anything-but": [100, 200, 300] }],
      "source-ip": [{ cidr: "10.0.0.0/8" }],
    },
  };
  const detail = { state: "running", "c-count": 3, "d-count": 8, "x-limit": 301.8, "source-ip": "10.1.2.3" };

  expect(matches(pattern, { time: "2017-10-02T18:43:48Z", detail })).toBe(true);
  expect(matches(pattern, { time: "2017-10-02T18:43:48Z", detail: { ...detail, "x-limit": 300 } })).toBe(false);
});

test("a list of 50,000 objects that never match together is decided quickly", () => {
  const list = Array.from({ length: 50_000 }, (_, index) => ({ even: index % 2 === 0, big: index % 2 === 1 }));
  const pattern = compilePattern({ list: { even: [true], big: [true] } });
  const startedAt = performance.now();

  const isMatch = pattern({ list });

  expect(isMatch).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
