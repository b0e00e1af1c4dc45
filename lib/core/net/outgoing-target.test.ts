import { expect, test } from "vitest";
import { isNamedHost } from "./outgoing-target";

test.each([
  ["https://idp.internal/", true],
  ["https://IDP.internal:443/", true],
  ["https://idp.internal:444/", true],
  ["https://metrics.internal:9090/", true],
  ["https://metrics.internal/", false],
  ["https://evil-idp.internal/", false],
  ["https://x.idp.internal/", false],
  ["https://idp.internal.evil.example/", false],
])("%s is a host that an operator named: %s", (url, isNamed) => {
  expect(isNamedHost(new URL(url), ["idp.internal", "metrics.internal:9090"])).toBe(isNamed);
});
