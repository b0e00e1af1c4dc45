import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { createClient } from "@/lib/contract/client";
import { evidenceFileSchema } from "@/lib/contract/run-evidence";
import { evidenceFaults } from "@/lib/core/run-evidence/evidence";
import { until } from "../support/eventually";
import { bodiesInAws, failOn } from "./office/in-aws";
import { expect, expectAccessible, expectFitsPhone, failureIn, test } from "./office/visitor";

// In one file, because tests of one file run one after the other: stopping all writes stops every run.

/** Between two stages, and after the last one, a look into the queue has to come; a busy machine takes its time for it. */
const ENDS = { timeout: 45_000 };

/** Applies the plan in the open drawer at this rate; by itself it would be as gentle as the destination is slow. */
async function applyAt(page: Page, perSecond: number): Promise<void> {
  const plan = page.getByRole("dialog");
  await plan.getByRole("button", { name: "Change the rate" }).click();
  await plan.getByLabel("Messages per second").fill(String(perSecond));
  await plan.getByRole("button", { name: "Use" }).click();
  await expect(plan.getByText(`${perSecond} / s`).first()).toBeVisible();
  await plan.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
}

/** The run itself: its stages say so of themselves before. */
async function expectDone(page: Page): Promise<void> {
  await expect(page.getByText(/^ended /)).toBeVisible(ENDS);
  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible();
}

/** Gives the reason against the one block of the plan in the open drawer, by keys. It is another plan then. */
async function goOnAnyway(page: Page, reason: string): Promise<void> {
  const plan = page.getByRole("dialog");
  const number = plan.getByText(/^Plan P-\d+/);
  const blocked = (await number.textContent()) ?? "";
  await plan.getByRole("button", { name: "Go on anyway…" }).press("Enter");
  await page.keyboard.type(reason);
  await page.keyboard.press("Enter");
  await expect(plan.getByText(`Overridden: ${reason}`)).toBeVisible();
  await expect(number).not.toHaveText(blocked);
}

const ERROR = "ReferenceError: reservedUntil is not defined";

test("a dead letter is found, understood and sent back by mouse, and lies in its source queue", async ({ page }) => {
  test.slow();
  const before = await bodiesInAws("stock-dlq");
  await page.goto("/");
  await page.getByRole("button", { name: "Enter as operator" }).click();

  await test.step("Now names it", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("deleted by retention within 24 hours");
    await expect(page.getByText("3 failure classes are new")).toBeVisible();
    await page.getByRole("link", { name: ERROR }).first().click();
  });
  await test.step("the class says what it is, and why its messages are one class", async () => {
    await expect(page.getByRole("heading", { level: 1, name: ERROR })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Why grouped" })).toBeVisible();
    await page.getByRole("table", { name: "Messages of this failure" }).getByRole("link").first().click();
  });
  await test.step("a message shows its body in three ways", async () => {
    await expect(page).toHaveURL(/\/messages\/m/);
    await expect(page.getByRole("region", { name: "Body, formatted" })).toContainText("stock-worker");
    await page.getByRole("tab", { name: "Raw" }).click();
    await expect(page.getByRole("region", { name: "Body, as it was sent" })).toContainText('"consumer":"stock-worker"');
    await page.getByRole("tab", { name: /^Attributes/ }).click();
    await expect(page.getByText("Noted by SQS")).toBeVisible();
    await page
      .getByRole("navigation", { name: /breadcrumb|path/i })
      .getByRole("link", { name: ERROR })
      .click();
    await expect(page).toHaveURL(/\/failures\/fc_/);
  });
  await test.step("the plan says what will happen", async () => {
    await page.getByRole("button", { name: "Plan redrive" }).first().click();
    const plan = page.getByRole("dialog");
    await expect(plan.getByText(/^Plan P-\d+/)).toBeVisible();
    await expect(plan.getByRole("heading", { name: "Checks" })).toBeVisible();
    await expect(page).toHaveURL(/plan=pln_/);
    await applyAt(page, 50);
  });
  await test.step("the run reaches its end before one's eyes", async () => {
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await expectDone(page);
    await expect(page.getByRole("img", { name: /Gone 6, Returned 0, Unknown 0/ })).toBeVisible(ENDS);
    expect(await page.evaluate(() => "isSamePage" in window), "no reload").toBe(true);
    await expectAccessible(page);
  });

  const isReservation = (body: string) => body.includes("reservedUntil");
  expect((await bodiesInAws("stock")).filter(isReservation)).toEqual(before.filter(isReservation));
  expect(before.filter(isReservation)).toHaveLength(6);
  expect((await bodiesInAws("stock-dlq")).filter(isReservation)).toEqual([]);

  await test.step("the audit log has it", async () => {
    const runId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit" }).click();
    await page.getByLabel("Id of a run").fill(runId);
    const entries = page.getByRole("list", { name: /Audit entries/ });
    for (const action of ["run.finished", "run.sent", "run.batch", "run.started", "plan.applied"])
      await expect(entries.getByText(action, { exact: true }).first()).toBeVisible();
    await expect(entries.getByText("Otto Operator").first()).toBeVisible();
  });
});

test("a discard in production waits for somebody else; then it lies in the vault, and is restored", async ({
  page,
  enterAs,
  api,
}) => {
  test.slow();
  await enterAs("operator");
  const failure = await failureIn(api, "emails-dlq");
  const all = await bodiesInAws("emails-dlq");
  await page.goto(`/failures/${failure.id}`);
  const approve = page.getByRole("button", { name: "Approve" }).filter({ visible: true });

  await test.step("Otto chooses two messages, says why one copy is enough, and asks", async () => {
    const choices = page
      .getByRole("table", { name: "Messages of this failure" })
      .getByRole("checkbox", { name: /^Select message/ });
    await choices.nth(0).click();
    await choices.nth(1).click();
    await page.getByRole("button", { name: "Discard 2…" }).click();
    const plan = page.getByRole("dialog");
    await expect(plan.getByText("A delete here needs a second, verified copy").first()).toBeVisible();
    await goOnAnyway(page, "Both are in the outbox too.");
    await expect(
      plan.getByText("Needs 1 approval: discard, production; a check was overridden.").first(),
    ).toBeVisible();
    await plan.getByRole("button", { name: "Ask for approval" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByLabel("What they should know").fill("Both mails went out by hand.");
    await question.getByRole("button", { name: "Ask for approval" }).click();
    await plan.getByRole("link", { name: "Open the approval" }).click();
  });
  await test.step("he cannot approve it himself, and reads why", async () => {
    await expect(page).toHaveURL(/\/approvals\/pln_/);
    await expect(approve).toHaveAttribute("aria-disabled", "true");
    await expect(approve).toHaveAccessibleDescription("You made this plan; somebody else must approve it.");
    await page.keyboard.press("a");
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
  });
  await test.step("Paula finds it in the queue, asks back, and approves it, all by keyboard", async () => {
    const path = new URL(page.url()).pathname;
    await enterAs("approver");
    await page.goto("/approvals");
    const row = page.getByRole("row").filter({ has: page.locator(`a[href="${path}"]`) });
    await expect(row).toHaveAttribute("data-active", "true");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL((url) => url.pathname === path);
    await expect(page.getByText("Both mails went out by hand.").first()).toBeVisible();
    await page.getByLabel("Comment").focus();
    await page.keyboard.type("Seen in the outbox?");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Seen in the outbox?").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    const question = page.getByRole("alertdialog");
    await expect(question.getByText(/^Nothing starts by it/)).toBeVisible();
    await question.getByRole("button", { name: "Approve" }).press("Enter");
    await expect(page.getByText("Approved", { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
  });
  await test.step("Otto opens the plan from there, and discards after one more question", async () => {
    await enterAs("operator");
    await page.reload();
    await page.keyboard.press("p");
    await page.getByRole("dialog").getByRole("button", { name: "Discard 2…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Discard 2" }).click();
    await expectDone(page);
  });
  const kept = await until(
    () => bodiesInAws("emails-dlq"),
    (bodies) => bodies.length === all.length - 2,
  );

  await test.step("both are in the vault with their bodies, and go back from there", async () => {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: /^Vault/ })
      .click();
    const table = page.getByRole("table", { name: /Messages in the vault/ });
    await expect(table.getByText("Kept", { exact: true })).toHaveCount(2);
    await expectAccessible(page);
    await table.getByRole("link").first().click();
    await expect(page.getByRole("region", { name: "Body, formatted" })).toContainText("EmailRequested");
    await expectAccessible(page);
    await page.goBack();
    await table.getByRole("checkbox", { name: "Select all rows shown" }).click();
    await page.getByRole("button", { name: "Plan restore of 2" }).click();
    await applyAt(page, 50);
    await expectDone(page);
  });

  const isDiscarded = (body: string) => all.includes(body) && !kept.includes(body);
  expect((await bodiesInAws("emails")).filter(isDiscarded)).toHaveLength(2);
  await page.goto("/vault?state=restored");
  await expect(page.getByRole("table").getByText("Restored", { exact: true })).toHaveCount(2);
});

test("what comes back of the first stage stops a run; a person goes on stage by stage, and its evidence holds without the office", async ({
  page,
  enterAs,
  api,
}) => {
  test.slow();
  await enterAs("admin");
  const failure = await failureIn(api, "stock-dlq", "TypeError");
  await page.goto(`/failures/${failure.id}?plan=new`);
  const plan = page.getByRole("dialog");

  await test.step("by keys alone the plan gets other stages, and is another plan", async () => {
    const number = plan.getByText(/^Plan P-\d+/);
    const before = (await number.textContent()) ?? "";
    await plan.getByRole("button", { name: "Change the stages" }).press("Enter");
    await expect(plan.getByLabel("Sizes of the first stages")).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("1, 4");
    await page.keyboard.press("Tab");
    await page.keyboard.type("20");
    await page.keyboard.press("Enter");
    await expect(plan.getByText(/Each stage is watched for 20 s; .* more than 5 % came back/)).toBeVisible();
    await expect(number).not.toHaveText(before);
    await plan.getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(/\/runs\/run_/);
  });
  await test.step("the consumer fails on its first message again: nothing more is sent, and it is told why", async () => {
    await failOn("stock", (body) => body.includes("toUpperCase"));
    await expect(page.getByRole("button", { name: /^Go on anyway…/ }).first()).toBeVisible(ENDS);
    await expect(page.getByText(/^1 of 1 sent came back .* nothing more is sent/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
  await test.step("the bell counts it, shows it, and then it is read", async () => {
    await page.getByRole("button", { name: "Notices, 1 unread" }).click();
    await expect(page.getByRole("dialog", { name: "Notices" })).toContainText(/paused: 1 of 1 sent came back/);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Notices", exact: true })).toBeVisible();
    expect(await api.listNotices({ unread: true })).toMatchObject({ items: [], unreadCount: 0 });
  });
  await test.step("going on is asked for once more, and opens the next stage alone", async () => {
    await page.keyboard.press("p");
    const question = page.getByRole("alertdialog", { name: "Go on although 1 of 1 came back?" });
    await question.getByRole("button", { name: "Go on with 13" }).click();
    await expect(page.getByRole("button", { name: /^Open the next stage now/ }).first()).toBeVisible(ENDS);
    await expect(page.getByRole("heading", { name: "What came of the 5 sent" })).toBeVisible();
    await expect(page.getByText(/^next stage at/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
  await test.step("the rate is changed meanwhile, and n opens the last stage before its time", async () => {
    await page.getByRole("button", { name: "Change the rate" }).click();
    await page.getByRole("textbox", { name: "Messages per second" }).fill("200");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Asked for 200 / s")).toBeVisible();
    await page.keyboard.press("n");
    await expectDone(page);
    await expect(page.getByRole("img", { name: /Gone 13, Returned 1, Unknown 0/ })).toBeVisible(ENDS);
  });

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Evidence" }).click();
  const file = evidenceFileSchema.parse(JSON.parse(await readFile(await (await download).path(), "utf8")));
  expect(file.items).toHaveLength(14);
  expect(evidenceFaults(file, (text) => createHash("sha256").update(text).digest("hex"))).toEqual([]);
});

test("a purge waits for others, takes the name of the queue typed, and a worker that may not purge touches nothing", async ({
  page,
  enterAs,
  api,
  headersOf,
  baseURL,
}) => {
  const paula = createClient({ baseUrl: baseURL ?? "", headers: await headersOf("approver") });
  const { queueId } = await failureIn(api, "parcels-dlq");
  const terms = await api.getApprovalRules({});
  // Of the demo's people only one beside Ada may approve, and a purge takes two.
  const rules = terms.rules.map((rule) => (rule.id === "purge" ? { ...rule, approvals: 1 as const } : rule));
  const { version } = await api.putApprovalRules({ rules, applyLimit: terms.applyLimit, ifVersion: terms.version });
  await enterAs("admin");
  await page.goto(`/queues/${queueId}`);

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Purge the queue…" }).click();
  const plan = page.getByRole("dialog");
  await expect(plan.getByText("Needs 1 approval: purge.").first()).toBeVisible();
  await expect(plan.getByRole("button", { name: "Purge…" })).toHaveCount(0);
  const id = new URL(page.url()).searchParams.get("plan") ?? "";
  const { hash } = await api.getPlan({ id });
  await api.askForApproval({ id, hash, comment: "A rehearsal is over." });
  await paula.approvePlan({ id, hash });
  await plan.getByRole("button", { name: "Purge…" }).click();
  const question = page.getByRole("alertdialog");
  const purge = question.getByRole("button", { name: "Purge everything" });
  await question.getByRole("textbox").fill("parcels");
  await expect(purge).toHaveAttribute("aria-disabled", "true");
  await question.getByRole("textbox").fill("parcels-dlq");
  await purge.click();

  await expect(page).toHaveURL(/\/runs\/run_/);
  await expect(page.getByText(/DLO_ALLOW_PURGE must be yes/).first()).toBeVisible(ENDS);
  await expectAccessible(page);
  await api.putApprovalRules({ rules: terms.rules, applyLimit: terms.applyLimit, ifVersion: version });
});

test("stopping all writes pauses a run under way, and resuming it sends the rest", async ({ page, enterAs, api }) => {
  await enterAs("admin");
  const failure = await failureIn(api, "returns-dlq");
  const all = await bodiesInAws("returns-dlq");

  await test.step("a run at 8 messages a second begins", async () => {
    const selection = { classId: failure.id };
    const { id } = await api.createPlan({ action: "redrive", selection, ratePerSecond: 8, stages: [all.length] });
    await page.goto(`/failures/${failure.id}?plan=${id}`);
    await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
    await expect(page.getByRole("button", { name: /^Pause/ })).toBeVisible();
  });
  await test.step("stopping all writes pauses it", async () => {
    await page.getByRole("button", { name: "Stop all writes" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByLabel("Reason").fill("the consumer is being deployed");
    await question.getByRole("button", { name: "Stop all writes" }).click();
    await expect(page.getByRole("button", { name: /^Resume/ })).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText(/All writes are stopped by Ada Admin/).first()).toBeVisible();
  });
  expect((await bodiesInAws("returns")).length).toBeLessThan(all.length);

  await test.step("allowed and resumed, it reaches its end", async () => {
    await page.getByRole("button", { name: "Writes are stopped" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Allow writes" }).click();
    await page.getByRole("button", { name: /^Resume/ }).click();
    await expectDone(page);
  });
  expect(await bodiesInAws("returns")).toEqual(all);
  expect(await bodiesInAws("returns-dlq")).toEqual([]);
});
