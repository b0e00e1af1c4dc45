import type { Page } from "@playwright/test";
import { until } from "../support/eventually";
import { bodiesInAws } from "./office/in-aws";
import { expect, expectAccessible, test } from "./office/visitor";

// In one file, because tests of one file run one after the other: stopping all writes stops every run.

/** Applies the plan in the open drawer at this rate; by itself it would be as gentle as the destination is slow. */
async function applyAt(page: Page, perSecond: number): Promise<void> {
  const plan = page.getByRole("dialog");
  await plan.getByRole("button", { name: "Change" }).click();
  await plan.getByLabel("Messages per second").fill(String(perSecond));
  await plan.getByRole("button", { name: "Use" }).click();
  await expect(plan.getByText(`${perSecond} / s`).first()).toBeVisible();
  await plan.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
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
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
    // Only a look into the queue after the last send can tell, and a busy machine takes its time for it.
    await expect(page.getByRole("img", { name: /Gone 6, Returned 0, Unknown 0/ })).toBeVisible({ timeout: 30_000 });
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
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const failure = items.find(({ queueName }) => queueName === "emails-dlq");
  const all = await bodiesInAws("emails-dlq");
  await page.goto(`/failures/${failure?.id}`);
  const approve = page.getByRole("button", { name: "Approve" }).filter({ visible: true });

  await test.step("Otto chooses two messages, and asks", async () => {
    const choices = page
      .getByRole("table", { name: "Messages of this failure" })
      .getByRole("checkbox", { name: /^Select message/ });
    await choices.nth(0).click();
    await choices.nth(1).click();
    await page.getByRole("button", { name: "Discard 2…" }).click();
    const plan = page.getByRole("dialog");
    await expect(plan.getByText("Needs 1 approval: discard, production.").first()).toBeVisible();
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
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
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
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  });

  const isDiscarded = (body: string) => all.includes(body) && !kept.includes(body);
  expect((await bodiesInAws("emails")).filter(isDiscarded)).toHaveLength(2);
  await page.goto("/vault?state=restored");
  await expect(page.getByRole("table").getByText("Restored", { exact: true })).toHaveCount(2);
});

test("stopping all writes pauses a run under way, and resuming it sends the rest", async ({ page, enterAs, api }) => {
  await enterAs("admin");
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const failure = items.find(({ queueName }) => queueName === "returns-dlq");
  const all = await bodiesInAws("returns-dlq");

  await test.step("a run at 8 messages a second begins", async () => {
    await page.goto(`/failures/${failure?.id}`);
    await page.getByRole("button", { name: "Plan redrive" }).first().click();
    await applyAt(page, 8);
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
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  });
  expect(await bodiesInAws("returns")).toEqual(all);
  expect(await bodiesInAws("returns-dlq")).toEqual([]);
});
