import { expect, test } from "vitest";
import { originsOf, refuseOtherSites } from "./same-origin";

const ORIGINS = originsOf("https://dlo.example");
const ours = { origin: "https://dlo.example", cookie: "dlo.session_token=x" };

test.each([
  ["our own page", { ...ours, "sec-fetch-site": "same-origin" }],
  ["our own page in an old browser", ours],
  ["a script without cookies", {}],
  ["a script with a token", { authorization: "Bearer dlo_x", origin: "https://evil.example" }],
])("a change from %s is let through", (_, headers) => {
  expect(() => refuseOtherSites(new Headers(headers), ORIGINS)).not.toThrow();
});

test.each([
  ["another site", { ...ours, origin: "https://evil.example" }],
  ["another site without a cookie", { origin: "https://evil.example" }],
  ["a sandboxed frame", { ...ours, origin: "null" }],
  ["another scheme", { ...ours, origin: "http://dlo.example" }],
  ["another port", { ...ours, origin: "https://dlo.example:8443" }],
  ["a look-alike host", { ...ours, origin: "https://dlo.example.evil.example" }],
  ["somebody who has the cookie and no origin", { cookie: ours.cookie }],
  ["a sister site", { ...ours, "sec-fetch-site": "same-site" }],
  ["a cross-site form", { ...ours, "sec-fetch-site": "cross-site" }],
])("a change from %s is refused", (_, headers) => {
  expect(() => refuseOtherSites(new Headers(headers), ORIGINS)).toThrow("does not come from a page of ours");
});

test("on loopback both names of this machine are ours, and no other port", () => {
  expect(originsOf("http://127.0.0.1:3000")).toEqual(["http://localhost:3000", "http://127.0.0.1:3000"]);
});
