import { expect, test } from "vitest";
import type { AlertMessage } from "./notification";
import { headline, markdownText, plainText } from "./text";

const MESSAGE: AlertMessage = {
  kind: "opened",
  dedupKey: "dlo-alr_1",
  alertId: "alr_1",
  number: 12,
  severity: "page",
  title: "charge-card fails: 12 classes in 2 Regions",
  openedAt: "2026-11-20T02:41:00.000Z",
  resolvedAt: null,
  acknowledgedBy: null,
  owner: "payments",
  team: null,
  environment: "prd",
  accounts: ["shop"],
  regions: ["eu-central-1", "eu-west-1"],
  pipelines: [{ name: "checkout", url: "https://dlo.example/pipelines/pl_1" }],
  reasons: [
    {
      condition: "class-new",
      subject: "Card declined",
      sentence: "12 messages, 9 in the last hour.",
      since: "2026-11-20T02:40:00.000Z",
      url: "https://dlo.example/failures/fc_1",
    },
  ],
  moreCount: 11,
  lastRun: "R-3 (redrive) is done: 2 of 2 sent.",
  suspect: "Suspected: charge-card, code changed, 4 min before it began (consumer).",
  timeToLoss: "The first message dies Fri 14:00 UTC, in 11 h.",
  runbook: "https://wiki.example/charge-card",
  openUrl: "https://dlo.example/alerts/alr_1",
  acknowledgeUrl: "https://dlo.example/alerts/alr_1",
  links: [{ label: "Datadog", url: "https://app.datadoghq.eu/logs" }],
};

test("the text answers what, how much, since when, what changed, how long still, whose it is and where to go", () => {
  const text = plainText(MESSAGE);
  for (const told of [
    "[PAGE] charge-card fails: 12 classes in 2 Regions (alert 12)",
    "Card declined: 12 messages, 9 in the last hour. Since 2026-11-20 02:40 UTC.",
    "https://dlo.example/failures/fc_1",
    "And: 11 more reasons.",
    "Time to loss: The first message dies Fri 14:00 UTC, in 11 h.",
    "Suspicion: Suspected: charge-card, code changed",
    "Last run: R-3 (redrive) is done: 2 of 2 sent.",
    "Pipeline: checkout",
    "Where: shop, eu-central-1, eu-west-1, prd",
    "Owner: payments",
    "Runbook: https://wiki.example/charge-card",
    "Open: https://dlo.example/alerts/alr_1",
    "Acknowledge (asks once more): https://dlo.example/alerts/alr_1",
    "Datadog: https://app.datadoghq.eu/logs",
  ])
    expect(text).toContain(told);
});

test("what is not known is left out", () => {
  const bare = { ...MESSAGE, owner: null, environment: null, accounts: [], regions: [], pipelines: [] };
  const text = plainText({ ...bare, lastRun: null, suspect: null, timeToLoss: null, runbook: null, moreCount: 0 });
  expect(text).not.toMatch(/Owner|Where|Pipeline|Last run|Suspicion|Time to loss|Runbook|null|And:/);
});

test.each<[Partial<AlertMessage>, string]>([
  [{}, "[PAGE] "],
  [{ severity: "notify" }, "[read] "],
  [{ kind: "repeated" }, "[PAGE] Still: "],
  [{ kind: "resolved" }, "Over: "],
  [{ kind: "acknowledged", acknowledgedBy: "Ada" }, "Ada has it: "],
  [{ kind: "test", number: null }, "Test: "],
])("%j begins with %s", (more, start) => {
  expect(headline({ ...MESSAGE, ...more }).startsWith(`${start}charge-card`)).toBe(true);
});

test("in Markdown every name and text is shown as text, and only our addresses are links", () => {
  const hostile = "[x](https://evil.example) <b> @here";
  const text = markdownText({ ...MESSAGE, title: hostile, owner: hostile, runbook: "javascript:alert(1)" });
  expect(text).not.toMatch(/<b>|@here|\]\(https:\/\/evil|\]\(javascript/);
  expect(text).toContain("[Card declined](https://dlo.example/failures/fc%5F1)");
});

test("nobody is asked to acknowledge what is over or taken", () => {
  expect(plainText({ ...MESSAGE, kind: "resolved" })).not.toContain("Acknowledge");
});
