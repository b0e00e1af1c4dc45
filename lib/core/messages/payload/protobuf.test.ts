import { expect, test } from "vitest";
import { listWireFields, looksLikeProtobuf, wireShape } from "./protobuf";

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => [...new TextEncoder().encode(value)];

test("fields are listed with number, value and wire type, nested messages indented", () => {
  const inner = [0x08, 0x05, 0x12, 0x02, ...text("é")];
  const message = bytes(
    0x08,
    0x96,
    0x01,
    0x12,
    0x07,
    ...text("testing"),
    0x1a,
    inner.length,
    ...inner,
    0x25,
    0,
    0,
    0xc0,
    0x3f,
  );

  expect(listWireFields(message).text.split("\n")).toEqual([
    "1: 150 (varint)",
    '2: "testing" (text, 7 B)',
    "3 {",
    "  1: 5 (varint)",
    '  2: "é" (text, 2 B)',
    "}",
    "4: 1069547520 (fixed32; as float 1.5)",
  ]);
  expect(wireShape(message)).toBe("protobuf{1,2,3,4}");
});

test("a number of 64 bits keeps all its digits", () => {
  const message = bytes(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);

  expect(listWireFields(message).text).toBe("1: 18446744073709551615 (varint)");
});

test.each([
  ["nothing", bytes()],
  ["a field number of 0", bytes(0x00, 0x01)],
  ["a length beyond the end", bytes(0x12, 0x7f, 0x41)],
  ["a length of 2^63", bytes(0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x41)],
  ["a number without an end", bytes(0x08, ...new Array(20).fill(0xff))],
  ["a group, which nobody uses any more", bytes(0x0b, 0x08, 0x01, 0x0c)],
])("%s is no protobuf", (_, message) => {
  expect(looksLikeProtobuf(message)).toBe(false);
});

test("messages in messages in messages end, and a long list is cut", () => {
  let nested: number[] = [0x08, 0x01];
  for (let depth = 0; depth < 40; depth++) nested = [0x0a, nested.length, ...nested];
  const many = new Uint8Array(1_000_000).map((_, at) => (at % 2 === 0 ? 0x08 : 0x01));

  expect(listWireFields(Uint8Array.from(nested)).text.split("\n").length).toBeLessThan(50);
  expect(listWireFields(many)).toMatchObject({ isCut: true });
});
