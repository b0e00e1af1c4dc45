import { expect, test } from "vitest";
import { localPath } from "./local-path";

test.each([
  ["/classes/fc_1?tab=messages#top", "/classes/fc_1?tab=messages#top"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["https://evil.example/", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?next=/x", "/"],
  ["/..//evil.example", "/"],
  [["/a", "/b"], "/"],
  [undefined, "/"],
])("after sign-in, %j leads to %s", (wanted, path) => {
  expect(localPath(wanted)).toBe(path);
});
