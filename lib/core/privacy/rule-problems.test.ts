import { expect, it } from "vitest";
import { fieldSegments, isPlace, pathProblem } from "./field-path";
import { patternExpression, patternProblem } from "./pattern";

it.each(["customer.email", "items[*].iban", "*.password", "customer.*", 'a["b c"].d', "größe.länge", "a[*][*].b"])(
  "a path may be %s",
  (path) => expect(pathProblem(path)).toBeUndefined(),
);

it.each([
  "",
  " ",
  "*",
  "*.*",
  "a..b",
  ".a",
  "a.",
  "items[0].iban",
  "a[",
  "__proto__",
  "a.Constructor.b",
  "x".repeat(201),
  '"a"',
])("a path that is %j is refused with a reason", (path) => expect(pathProblem(path)).toMatch(/\w+ \w+/));

it("a path means its last names, whatever wraps them", () => {
  const means = (path: string, ...keys: string[]) => isPlace(fieldSegments(path) ?? [], keys);
  expect(means("customer.email", "detail", "customer", "email")).toBe(true);
  expect(means("customer.email", "email")).toBe(false);
  expect(means("customer.email", "customer", "home", "email")).toBe(false);
  expect(means("customer.*", "customer", "home")).toBe(true);
  expect(means("*.password", "password")).toBe(true);
  expect(means("a.*.c", "a", "b", "c")).toBe(true);
  expect(means("a.*.c", "a", "c")).toBe(false);
});

it.each([
  ["CUST-####", "x CUST-1234.", ["CUST-1234"]],
  ["CUST-####", "XCUST-1234 CUST-12345 cust-9999", ["cust-9999"]],
  ["@@##@@", "ab12cd ab1cd", ["ab12cd"]],
  ["acct_*", "acct_a-b.c_9, acct_", ["acct_a-b.c_9"]],
  ["id:\\#\\*??", "id:#*a1 id:1*a1", ["id:#*a1"]],
  ["(##) ##", "(12) 34", ["(12) 34"]],
  ["a.b+c/1", "a.b+c/1 axb+c/1", ["a.b+c/1"]],
])("the pattern %s finds what it says and whole words only", (pattern, text, found) => {
  expect(patternProblem(pattern)).toBeUndefined();
  expect(text.match(patternExpression(pattern) ?? /$^/)).toEqual(found);
});

it.each(["", " ###", "###", "*", "a*b*c*d", "@@@@@", "????", "----", "abcd\\", "ab‹cd", "a\u202ebcd", "#".repeat(65)])(
  "the pattern %j is refused with a reason",
  (pattern) => {
    expect(patternProblem(pattern)).toMatch(/\w+ \w+/);
    expect(patternExpression(pattern)).toBeUndefined();
  },
);
