import { expect, test } from "vitest";
import { secretGoesElsewhere } from "./secret-goes-to";

test.each([
  ["another host", "https://am.example/x", "https://evil.example/x", true],
  ["another port", "https://am.example/x", "https://am.example:8443/x", true],
  ["no TLS any more", "https://am.example/x", "http://am.example/x", true],
  ["another name before the same", "https://am.example", "https://am.example.evil.test", true],
  ["another path", "https://am.example/x", "https://am.example/y/", false],
  ["other letters of the same host", "https://AM.example", "https://am.example:443/", false],
])("%s of an address", (_, before, after, elsewhere) => {
  expect(secretGoesElsewhere("alertmanager", { url: before }, { url: after })).toBe(elsewhere);
  expect(secretGoesElsewhere("jira", { url: before, project: "A" }, { url: after, project: "B" })).toBe(elsewhere);
});

test("a mail server is another by host, port and whether the way is closed; who it is from and to is not", () => {
  const mail = { host: "mail.example", port: 587, security: "starttls", from: "a@b.example", to: ["c@d.example"] };
  for (const change of [{ host: "other.example" }, { port: 25 }, { security: "none" }])
    expect(secretGoesElsewhere("email", mail, { ...mail, ...change })).toBe(true);
  expect(secretGoesElsewhere("email", mail, { ...mail, host: "MAIL.example", to: ["x@y.example"] })).toBe(false);
});

test("PagerDuty elsewhere; a webhook's key and Slack's address go nowhere else", () => {
  expect(secretGoesElsewhere("pagerduty", { region: "us" }, { region: "us", apiUrl: "https://evil.example" })).toBe(
    true,
  );
  expect(secretGoesElsewhere("pagerduty", { region: "us" }, { region: "us", apiUrl: undefined })).toBe(false);
  expect(secretGoesElsewhere("webhook", { url: "https://a.example" }, { url: "https://b.example" })).toBe(false);
  expect(secretGoesElsewhere("slack", {}, {})).toBe(false);
});
