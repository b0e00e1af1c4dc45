import { expect, test } from "vitest";
import { redactFailure } from "./redact-failure";

test.each([
  ["asked https://hooks.slack.com/services/T0/B0/xyz in vain", [], "asked (address) in vain"],
  ["smtp://user:pw@mail refused", [], "(address) refused"],
  ["535 bad password hunter22", ["hunter22"], "535 bad password (secret)"],
  ["echo a%20b%2Fc", ["a b/c"], "echo (secret)"],
  ["401 for Basic bWU6dG9rZW4tb2YtbWluZQ== here", [], "401 for Basic (secret) here"],
  ["two\r\nlines\u2028three\u0000", [], "two lines three"],
  ["must begin with https://.", [], "must begin with https://."],
  ["ab ab", ["ab"], "ab ab"],
])("%j is shown as one line without addresses and secrets", (reason, secrets, shown) => {
  expect(redactFailure(reason, secrets)).toBe(shown);
});

test("a long answer is cut, and never inside of a character: the database would not take it", () => {
  expect(redactFailure(`${"x".repeat(299)}${"\u{1f4a5}".repeat(9)}`, []).isWellFormed()).toBe(true);
  expect(redactFailure("x".repeat(5000), [])).toHaveLength(300);
});
