import { expect, test } from "vitest";
import { parseObject, writeJson } from "./json";

test("bytes are written as base64 and dates as epoch seconds, however deep", () => {
  const written = writeJson({
    a: [new Date(2000), { at: new Date(1500), bytes: Buffer.from("hi"), view: new Uint8Array([1, 2]) }],
    text: "x",
  });

  expect(JSON.parse(written)).toEqual({ a: [2, { at: 1.5, bytes: "aGk=", view: "AQI=" }], text: "x" });
});

test.each(["[]", "null", "1", '"x"', "{", "\u0000"])("%j is no request body", (text) => {
  expect(() => parseObject(Buffer.from(text))).toThrow(/JSON/);
});
