import { expect, test } from "vitest";
import { bytesFromBase64, hexLines } from "./binary-text";

test("binary is shown as hex with readable characters beside it", () => {
  const bytes = bytesFromBase64("R0lGODlhAAH/") ?? new Uint8Array();

  expect(hexLines(bytes)).toEqual([`0000  ${"47 49 46 38 39 61 00 01 ff".padEnd(47)}  GIF89a···`]);
});

test("what is not base64 is not decoded", () => {
  expect(bytesFromBase64("%%%")).toBeUndefined();
});

test("a long binary shows its beginning", () => {
  expect(hexLines(new Uint8Array(10_000), 64)).toHaveLength(4);
});
