import type { Page } from "@playwright/test";
import type { OutputOf } from "@/lib/contract";
import { type Client, createClient } from "@/lib/contract/client";
import { until } from "../support/eventually";
import { executionsIn, ranSince } from "./office/in-estate";
import { LOCKED_OUT, letIn } from "./office/lock-out";
import { expect, expectAccessible, expectFitsPhone, test } from "./office/visitor";

// Never beside the other tests of runs, see playwright.config.ts: stopping all writes would stop these, too.

/** Figures and failed executions are read by their own rhythm, the first time within a minute of the inventory. */
const READ_MS = 100_000;
const ENDS = { timeout: 45_000 };
/** What an order sets in motion beyond the queue loyalty, and what the bus of all events does besides the two rules. */
const OTHER_TAKERS = ["picking-list", "notify-customer", "fraud-check", "reserve-stock", "rehearse-order"];
const NOT_CHOSEN = [
  "picking-list",
  "loyalty-points",
  "notify-customer",
  "fraud-check",
  "reserve-stock",
  "label-printer",
];

async function ruleNamed(api: Client, name: string) {
  return (await api.listRules({ name, limit: 200 })).items.find((rule) => rule.name === name);
}

async function expectDone(page: Page): Promise<void> {
  await expect(page.getByText(/^ended /)).toBeVisible(ENDS);
  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible();
}

test("a failing rule says why; once that is repaired, the redrive of its failure reaches the one target that missed the events, and no other", async ({
  page,
  enterAs,
  api,
}) => {
  test.setTimeout(READ_MS + 60_000);
  await enterAs("operator");
  await until(
    () => ruleNamed(api, LOCKED_OUT.rule),
    (rule) => rule?.state === "failing",
    READ_MS,
  );

  await test.step("the list says that it fails, and leads to why", async () => {
    await page.goto("/events");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/fail/);
    const row = page.getByRole("row").filter({ hasText: LOCKED_OUT.rule });
    await expect(row.getByText("Failing")).toBeVisible();
    await row.getByRole("link", { name: "See why" }).click();
  });
  await test.step("its page names where events end, the target that refuses, and the failure", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText(LOCKED_OUT.rule);
    const hop = page.getByRole("listitem").filter({ hasText: LOCKED_OUT.target }).first();
    await expect(hop).toContainText(/tries 5 min or 8 attempts,\s*then fan-out-dlq/);
    await expect(page.getByText(/queue loyalty does not let events\.amazonaws\.com send/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole("table", { name: "Open failures of this rule" }).getByRole("link").first().click();
  });
  await test.step("the failure names cause, rule and the way back", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("NO_PERMISSIONS");
    await expect(page.getByText(`rule ${LOCKED_OUT.rule}`).first()).toBeVisible();
  });
  await letIn();
  const since = Date.now();
  await test.step("a redrive of it reaches its end", async () => {
    await page
      .getByRole("button", { name: /^Plan redrive/ })
      .first()
      .click();
    const plan = page.getByRole("dialog");
    await expect(plan.getByRole("combobox", { name: "Way back" })).toHaveValue("eventbridge-target");
    await plan.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(/\/runs\/run_/);
    await expectDone(page);
  });

  expect(await ranSince(since, ["loyalty-points", ...OTHER_TAKERS])).toEqual(["loyalty-points"]);
});

/** Where the archive of all events holds some, by what its own rule matched. */
async function aBusyTime(api: Client, archiveId: string) {
  const [from, to] = [-7200, -720].map((seconds) => new Date(Date.now() + seconds * 1000).toISOString());
  const look = () => api.getReplayHistogram({ id: archiveId, from, until: to });
  const { archived } = await until(look, (told) => (told.archived ?? []).some(({ count }) => count > 0), READ_MS);
  const last = Date.parse(archived?.filter(({ count }) => count > 0).at(-1)?.at ?? "");
  return { from: last - 3 * 60_000, until: last + 60_000 };
}

/** Fills a field for a time of the viewer's own zone, which in these tests is that of this process. */
async function fillTime(page: Page, label: string, atMs: number): Promise<void> {
  await page
    .getByLabel(label, { exact: true })
    .fill(new Date(atMs).toLocaleString("sv-SE").slice(0, 16).replace(" ", "T"));
}

/** Makes the plan of the open planner, lets Paula approve it, and applies it. */
async function planAndApply(page: Page, otto: Client, paula: Client): Promise<void> {
  await page.getByRole("button", { name: "Make the plan" }).click();
  const plan = page.getByRole("dialog");
  await expect(plan.getByText(/^Needs 1 approval: .*replay, production\.$/).first()).toBeVisible();
  const id = new URL(page.url()).searchParams.get("plan") ?? "";
  const { hash } = await otto.getPlan({ id });
  await otto.askForApproval({ id, hash, comment: "The audit missed them." });
  await paula.approvePlan({ id, hash });
  await plan.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
}

test("a replay to two rules is planned on the archive's figures and reaches only them; the next one is warned of, is cancelled, and says how far it came", async ({
  page,
  enterAs,
  api,
  headersOf,
  baseURL,
}) => {
  test.setTimeout(READ_MS + 90_000);
  const otto = createClient({ baseUrl: baseURL ?? "", headers: await headersOf("operator") });
  const paula = createClient({ baseUrl: baseURL ?? "", headers: await headersOf("approver") });
  const [archive] = (await api.listArchives({ name: "everything" })).items;
  const time = await aBusyTime(api, archive?.id ?? "");
  const since = Date.now();
  await enterAs("operator");

  await test.step("from the archive to the planner: nothing is chosen, nothing is asked of AWS", async () => {
    await page.goto(`/events/archives/${archive?.id}`);
    await page.getByRole("link", { name: "Replay…" }).filter({ visible: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Replay events of everything." })).toBeVisible();
    await expect(page.getByRole("button", { name: "Make the plan" })).toHaveAccessibleDescription(
      "Choose the rules that are to get the events.",
    );
  });
  await test.step("where nobody can look further, the preview says so", async () => {
    await page.getByRole("checkbox", { name: "to-carrier" }).click();
    await expect(page.getByText(/^Unknown beyond event bus parcels/).first()).toBeVisible();
    await page.getByRole("checkbox", { name: "to-carrier" }).click();
  });
  await test.step("time and two rules are chosen; what each event does is told before there is a plan", async () => {
    await fillTime(page, "Until", time.until);
    await fillTime(page, "From", time.from);
    await page.getByRole("checkbox", { name: "everything-to-audit" }).click();
    await page.getByRole("checkbox", { name: "to-rehearsal" }).click();
    await expect(page.getByText("queues a message in event-audit", { exact: true })).toBeVisible();
    await expect(page.getByText("queues a message in rehearsal-orders", { exact: true })).toBeVisible();
    await expect(page.getByText(/earlier replay/)).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
  await test.step("once approved it runs to its end before one's eyes", async () => {
    await planAndApply(page, otto, paula);
    await expect(page.getByText("reached", { exact: false }).first()).toBeVisible(ENDS);
    await expectDone(page);
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
  expect(await ranSince(since, ["audit-writer", "rehearse-order", ...NOT_CHOSEN])).toEqual([
    "audit-writer",
    "rehearse-order",
  ]);

  await test.step("the same rules over more hours: the overlap is told", async () => {
    const { ruleArns } = (await api.listReplays({ archiveId: archive?.id })).items.map(rulesOf)[0] ?? {};
    expect(ruleArns?.map((arn) => arn.split("/").at(-1))).toEqual(["everything-to-audit", "to-rehearsal"]);
    await page.goto(`/events/archives/${archive?.id}/replay`);
    await page.getByRole("button", { name: "Last 6 hours" }).click();
    await page.getByRole("checkbox", { name: "everything-to-audit" }).click();
    await page.getByRole("checkbox", { name: "to-rehearsal" }).click();
    await expect(page.getByText(/earlier replays? covered part of this/)).toBeVisible();
    await planAndApply(page, otto, paula);
  });
  await test.step("under way it is cancelled, and says how far it came", async () => {
    await expect(page.getByText(/^reached /)).toBeVisible(ENDS);
    await page
      .getByRole("button", { name: /^Cancel/ })
      .first()
      .click();
    const question = page.getByRole("alertdialog");
    await expect(question).toContainText("Events that it sent already are not recalled");
    await question.getByRole("button", { name: "Cancel the replay" }).click();
    await expect(page.getByText(/^ended /)).toBeVisible(ENDS);
    await expect(page.getByText(/What was replayed stays so\./)).toBeVisible();
  });
  await test.step("the list keeps both", async () => {
    await page.goto(`/events/replays?archive=${archive?.id}`);
    const rows = page.getByRole("row").filter({ has: page.getByRole("cell") });
    await expect(rows.nth(0)).toContainText("Cancelled");
    await expect(rows.nth(1)).toContainText("Completed");
  });
});

function rulesOf({ rules }: OutputOf<"listReplays">["items"][number]) {
  return { ruleArns: (rules ?? []).map(({ arn }) => arn).sort() };
}

test("failed executions go on from the state that failed, and all succeed", async ({ page, enterAs, api }) => {
  test.setTimeout(READ_MS + 60_000);
  const look = async () => (await api.listFailureClasses({ view: "all", limit: 200 })).items;
  const isOurs = (one: { record: string; anchorName: string }) =>
    one.record === "executions" && one.anchorName === "refund-order";
  const failure = (await until(look, (classes) => classes.some(isOurs), READ_MS)).find(isOurs);
  const failed = await executionsIn("refund-order", "FAILED");
  await enterAs("operator");
  await page.goto(`/failures/${failure?.id}`);

  await expect(page.getByText("failed in PayBack")).toHaveCount(failed.length);
  await expectAccessible(page);
  await page
    .getByRole("button", { name: /^Plan redrive/ })
    .first()
    .click();
  const plan = page.getByRole("dialog");
  await expect(plan.getByRole("heading", { name: "Checks" })).toBeVisible();
  await plan.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expectDone(page);

  await expect(page.getByRole("heading", { level: 1 })).toContainText("all succeeded");
  await expectAccessible(page);
  await expectFitsPhone(page);
  expect(failed.length).toBeGreaterThan(0);
  expect(await executionsIn("refund-order", "FAILED")).toEqual([]);
  expect(await executionsIn("refund-order", "SUCCEEDED")).toEqual(expect.arrayContaining(failed));
});

test("an event is tested: which rules would match, what they would send, and why the others would not", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("viewer");
  const rule = await ruleNamed(api, "stock-low");
  await page.goto(`/events/rules/${rule?.id}`);
  await page.getByRole("link", { name: "Test an event" }).filter({ visible: true }).click();
  const event = page.getByLabel("Event as JSON");
  const answerOf = (name: string) =>
    page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });

  await page.getByRole("button", { name: "Test the event" }).click();
  await expect(answerOf("stock-low").first()).toContainText("Would match");
  await expect(answerOf("order-placed").first()).toContainText("Would not");
  await expect(answerOf("order-placed").first()).toContainText(
    /detail-type · wanted .*OrderPlaced.* · found .*StockLow/,
  );
  await expectAccessible(page);
  await expectFitsPhone(page);

  await event.fill((await event.inputValue()).replace(/"quantity": -?\d+/, '"quantity": 50'));
  await event.press("ControlOrMeta+Enter");
  await expect(answerOf("stock-low").first()).toContainText("Would not");
  await expect(answerOf("stock-low").first()).toContainText(/detail\.quantity · wanted .* · found 50/);
});
