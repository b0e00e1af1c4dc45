import { expect, test } from "vitest";
import type { AlertMessage } from "../notification";
import { told } from "./told";

const ALERT: AlertMessage = {
  kind: "opened",
  dedupKey: "dlo:1",
  alertId: "alr_1",
  number: 7,
  severity: "page",
  title: "charge-card fails",
  openedAt: "2026-11-20T03:04:05.000Z",
  resolvedAt: null,
  acknowledgedBy: null,
  owner: null,
  team: null,
  environment: "prd",
  accounts: ["shop"],
  regions: [],
  pipelines: [],
  reasons: [],
  moreCount: 0,
  lastRun: null,
  suspect: null,
  timeToLoss: null,
  runbook: null,
  openUrl: "https://dlo.example/alerts/alr_1",
  acknowledgeUrl: "https://dlo.example/alerts/alr_1/acknowledge",
  links: [],
};

test.each<[Partial<AlertMessage>, string, string[]]>([
  [{}, "Page: A-7 charge-card fails", ["Open", "Acknowledge"]],
  [{ severity: "notify" }, "A-7 charge-card fails", ["Open", "Acknowledge"]],
  [{ kind: "repeated" }, "Still open, nobody has it: A-7 charge-card fails", ["Open", "Acknowledge"]],
  [{ kind: "acknowledged", acknowledgedBy: "Ada" }, "Ada has it: A-7 charge-card fails", ["Open"]],
  [{ kind: "resolved" }, "Resolved: A-7 charge-card fails", ["Open"]],
  [{ kind: "test", number: null, alertId: null }, "Test: charge-card fails", ["Open"]],
])("%j is told as %j", (change, subject, buttons) => {
  const words = told({ ...ALERT, ...change });

  expect([words.subject, words.buttons.map(({ label }) => label)]).toEqual([subject, buttons]);
});

test("what is unknown is left out, but that nobody owns it is said", () => {
  expect(told(ALERT).facts).toEqual([
    { label: "Owner", value: "nobody" },
    { label: "Where", value: "prd · shop" },
    { label: "Since", value: "2026-11-20 03:04 UTC" },
  ]);
});

test("only addresses of the web become links, and every text is one line", () => {
  const links = ["javascript:alert(1)", "data:text/html,x", "not a url", "https://ok.example/"].map((url) => ({
    label: "l",
    url,
  }));
  const words = told({ ...ALERT, title: "a\r\nBcc: b\u2028c", links });

  expect(words.links.map(({ url }) => url)).toEqual(["https://ok.example/"]);
  expect(words.subject).toBe("Page: A-7 a Bcc: b c");
});
