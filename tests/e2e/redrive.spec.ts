import { bodiesInAws } from "./office/in-aws";
import { expect, test } from "./office/visitor";

const ERROR = "ReferenceError: reservedUntil is not defined";

test("a dead letter is found, understood and sent back by mouse, and lies in its source queue", async ({ page }) => {
  const before = await bodiesInAws("stock-dlq");
  await page.goto("/");
  await page.getByRole("button", { name: "Enter as operator" }).click();

  await test.step("Now names it", async () => {
    await expect(page.getByRole("heading", { level: 1 })).toContainText("deleted by retention within 24 hours");
    await expect(page.getByText("1 failure class is new")).toBeVisible();
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
    await page.getByRole("navigation", { name: /breadcrumb|path/i }).getByRole("link", { name: ERROR }).click();
  });
  await test.step("the plan says what will happen", async () => {
    await page.getByRole("button", { name: "Plan redrive" }).first().click();
    const plan = page.getByRole("dialog");
    await expect(plan.getByText(/^Plan P-\d+/)).toBeVisible();
    await expect(plan.getByRole("heading", { name: "Checks" })).toBeVisible();
    await expect(page).toHaveURL(/plan=pln_/);
    await plan.getByRole("button", { name: "Apply" }).click();
  });
  await test.step("the run reaches its end before one's eyes", async () => {
    await expect(page).toHaveURL(/\/runs\/run_/);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/6 gone/).first()).toBeVisible();
    expect(await page.evaluate(() => "isSamePage" in window), "no reload").toBe(true);
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
      await expect(entries.getByRole("button", { name: action }).first()).toBeVisible();
    await expect(entries.getByText("Otto Operator").first()).toBeVisible();
  });
});
