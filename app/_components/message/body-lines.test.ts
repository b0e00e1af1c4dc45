import { expect, test } from "vitest";
import { type BodyLine, isJson, prettyLines, rawLines } from "./body-lines";

const textOf = (lines: Iterable<BodyLine>) =>
  [...lines].map((line) => "  ".repeat(line.indent) + line.tokens.map((token) => token.text).join("")).join("\n");

test("pretty JSON has one member per line", () => {
  expect(textOf(prettyLines('{"a":1,"b":[true,null],"c":{}}'))).toBe(
    ["{", '  "a": 1,', '  "b": [', "    true,", "    null", "  ],", '  "c": {}', "}"].join("\n"),
  );
});

test("a number with more digits than a computer keeps is shown as it was sent", () => {
  expect(textOf(prettyLines('{"id":12345678901234567890,"price":1.10}'))).toContain(
    '"id": 12345678901234567890,\n  "price": 1.10',
  );
});

test("a key that occurs twice is shown twice, escapes stay escapes", () => {
  expect(textOf(prettyLines('{"a":"\\u0000","a":2}'))).toBe('{\n  "a": "\\u0000",\n  "a": 2\n}');
});

test("keys, values and numbers are told apart", () => {
  const kinds = [...prettyLines('{"a":"b","n":-1.5e3,"t":true}')].flatMap((line) =>
    line.tokens.map((t) => [t.text, t.kind]),
  );

  expect(kinds).toEqual(
    expect.arrayContaining([
      ['"a"', "key"],
      ['"b"', "string"],
      ["-1.5e3", "number"],
      ["true", "literal"],
    ]),
  );
});

test.each(["", "{", '{"a":', "not json at all", "]]]}", '{"unclosed', "\u0000\u0001"])(
  "%j never breaks the view",
  (text) => {
    expect(() => textOf(prettyLines(text))).not.toThrow();
  },
);

test("raw keeps every character, empty lines included", () => {
  const text = "a\n\n\tb\r\n";

  expect(textOf(rawLines(text))).toBe(text);
});

test("a line of a mebibyte is cut into pieces that join to the same text", () => {
  const text = `${"x".repeat(4095)}😀${"y".repeat(1_044_000)}`;

  const lines = [...rawLines(text)];

  expect(lines.length).toBeGreaterThan(200);
  expect(lines.flatMap((line) => line.tokens.map((token) => token.text)).join("")).toBe(text);
  expect(lines.every((line) => line.tokens.every((token) => token.text.isWellFormed()))).toBe(true);
});

test("only JSON is JSON", () => {
  expect([isJson('{"a":1}'), isJson('"text"'), isJson("{a:1}"), isJson("")]).toEqual([true, true, false, false]);
});
