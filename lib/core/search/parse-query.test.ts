import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_QUERY_CHARS, parseQuery } from "./parse-query";
import { printQuery } from "./query";

const termsOf = (text: string) => parseQuery(text).query;
const problemOf = (text: string) => {
  const { problem } = parseQuery(text);
  return problem && `column ${problem.column}: ${problem.message}`;
};

test("words, phrases and fields are read in any mixture, and blanks between them say nothing", () => {
  expect(termsOf('  timed-out\t"no such order"  -Cause:TIMEOUT queue:"a b" ')).toEqual([
    { isNot: false, kind: "text", text: "timed-out" },
    { isNot: false, kind: "text", text: "no such order" },
    { isNot: true, kind: "choice", field: "cause", value: "timeout" },
    { isNot: false, kind: "named", field: "queue", value: "a b", isExact: true },
  ]);
  expect(termsOf(" ")).toEqual([]);
});

test.each([
  ["age>2h", 7_200],
  ["age<30m", 1_800],
  ["expires<=1.5d", 129_600],
  ["receives>5", 5],
  ["size>100kB", 100_000],
  ["size>=1MiB", 1_048_576],
  ["size<20", 20],
])("%s compares with %d", (text, amount) => {
  expect(termsOf(text)).toMatchObject([{ kind: "measured", amount }]);
});

test.each([
  ["a clock time", "10:30"],
  ["an assignment", "orderId=42"],
  ["a tag", "<html>"],
  ["the name of a prototype", "__proto__"],
  ["a quote inside a word", 'it"s'],
])("%s is text like any other", (_, text) => {
  expect(termsOf(text)).toEqual([{ isNot: false, kind: "text", text }]);
});

test.each([
  ["x y  caus:timeout", "column 6: unknown field caus; did you mean cause?"],
  ["TypeError: x", "column 1: unknown field TypeError; to look for text with such a sign put it in quotes"],
  ["constructor:x", "column 1: unknown field constructor; to look for text with such a sign put it in quotes"],
  ["🚚 cause:timeot", "column 9: unknown cause timeot; did you mean timeout?"],
  [
    "state:gone",
    "column 7: unknown state gone; it is one of present, vaulted, redriven, discarded, left, probably-expired, purged",
  ],
  ["-", 'column 1: nothing follows the -; to look for a hyphen write "-"'],
  ['a "b c', 'column 3: this quote is not closed; write " at the end of the phrase, or \\" for a quote inside it'],
  ['"a"b', "column 4: leave a space after the closing quote"],
  ['""', "column 1: nothing is between the quotes"],
  ["queue: x", "column 1: queue: needs a value right after the colon"],
  ["queue>x", "column 7: queue takes a colon: queue:value"],
  ["age:2h", "column 5: compare age with < or >, such as age>2h"],
  ["age>2", "column 5: age takes a number with s, m, h or d, up to 3650d, such as age>2h"],
  ["age>9999d", "column 5: age takes a number with s, m, h or d, up to 3650d, such as age>2h"],
  ["receives>1.5", "column 10: receives takes a whole number, such as receives>5"],
  ["size>1__proto__", "column 6: size takes a number with B, kB, KiB, MB or MiB, such as size>100kB"],
  ["body=42", "column 1: name the field after body., such as body.customer.id=42"],
  ["body.a..b:1", "column 1: name the field after body., such as body.customer.id=42"],
  ["body.total>much", "column 12: body.total> takes a number, such as body.total>100"],
  ["-attr.:eu", "column 2: name the field after attr., such as attr.tenant:eu"],
  ["a\u0000", "column 2: no text can hold this character; take it out"],
  ["a b\ud800", "column 4: no text can hold this character; take it out"],
  ["a ".repeat(31), "column 61: a filter has at most 30 terms; take one out"],
  ["a".repeat(1_001), "column 1001: a filter has at most 1,000 characters"],
])("%j is refused with its column and the way out", (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});

const piece = fc.oneof(
  fc.constantFrom(
    ...'cause:timeout origin:pipe state:left type:O* queue:orders-dlq age>2h size<=3MiB -receives>5 - " \\ \\\\ \\" : > = __proto__: body.x=1'.split(
      " ",
    ),
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', "\\", "-", " ", "a", ":", "*"), maxLength: 12 }),
);
const filterText = fc
  .array(fc.tuple(piece, fc.constantFrom("", " ", "\u3000", ' "', '" ')), { maxLength: 12 })
  .map((parts) => parts.flat().join(""));

test("whatever is typed is either read or refused at a place inside it, and what was read prints as the same filter", () => {
  fc.assert(
    fc.property(filterText, (text) => {
      const { query, problem } = parseQuery(text);
      if (problem) return problem.column >= 1 && problem.column <= text.length + 1;
      const printed = printQuery(query);
      expect(parseQuery(printed).query).toEqual(query);
      return printed.length <= text.length;
    }),
    { numRuns: 3_000 },
  );
});

test.each(['"', "\\", '"\\', "-", ":", "a:", "a ", "age>", "9", "*"])(
  "a filter full of %j is answered at once",
  (sign) => {
    const startedAt = performance.now();

    parseQuery(sign.repeat(MAX_QUERY_CHARS / sign.length));

    expect(performance.now() - startedAt).toBeLessThan(500);
  },
);
