import type { Page } from "@playwright/test";
import { until } from "../support/eventually";
import { screenshot } from "../support/screenshot";
import { expect, test } from "./office/visitor";

const SETTLED_MS = 90_000;

test.beforeEach(({ enterAs }) => enterAs("operator"));
test.beforeAll(async ({ api }) => {
  test.setTimeout(SETTLED_MS);
  const isSettled = async () => {
    const now = await api.getNow({});
    return now.indexedCount === now.approximateCount;
  };
  await until(isSettled, Boolean, SETTLED_MS);
});

async function inBothThemes(page: Page, name: string): Promise<void> {
  await screenshot(page, `${name}-light`);
  await screenshot(page, `${name}-dark`, { isDark: true });
}

test("pictures of Now", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText(/^Live/).first()).toBeVisible();
  await inBothThemes(page, "now");
  await screenshot(page, "now-phone", { window: "phone" });
});

test("pictures of a failure class, a plan and a run", async ({ page, api }) => {
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const failure = items.find(({ title }) => title.startsWith("FetchError"));
  await page.goto(`/failures/${failure?.id}`);
  await expect(page.getByRole("region", { name: "Body, formatted" })).toBeVisible();
  await inBothThemes(page, "failure-class");

  await page.getByRole("button", { name: "Plan redrive" }).first().click();
  const plan = page.getByRole("dialog");
  await plan.getByRole("button", { name: "Change" }).click();
  await plan.getByLabel("Messages per second").fill("3");
  await plan.getByRole("button", { name: "Use" }).click();
  await expect(plan.getByText("3 / s").first()).toBeVisible();
  await inBothThemes(page, "plan");

  await plan.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("img", { name: /Sent [12]\d/ })).toBeVisible({ timeout: 30_000 });
  await inBothThemes(page, "run");
});

test("pictures of the coverage and of a finding", async ({ page, api }) => {
  await page.goto("/coverage");
  await expect(page.getByRole("table", { name: /Open findings/ })).toBeVisible();
  await inBothThemes(page, "coverage");
  await screenshot(page, "coverage-phone", { window: "phone" });

  const [finding] = (await api.listFindings({ limit: 1 })).items;
  await page.goto(`/coverage/${finding?.id}`);
  await expect(page.getByRole("region", { name: "The fix as code" })).toBeVisible();
  await inBothThemes(page, "finding");
});

test("pictures of the loss clock and of the inventory", async ({ page }) => {
  await page.goto("/losses");
  await expect(page.getByRole("table", { name: /what dies first/ })).toBeVisible();
  await inBothThemes(page, "losses");

  await page.goto("/inventory");
  await expect(page.getByRole("table", { name: /Resources/ })).toBeVisible();
  await inBothThemes(page, "inventory");
});

test("pictures of the first day and of what works where", async ({ page, enterAs }) => {
  await enterAs("admin");
  await page.goto("/start");
  await page.getByRole("button", { name: /Make the roles/ }).click();
  await expect(page.getByRole("region", { name: /CloudFormation/ })).toBeVisible();
  await inBothThemes(page, "first-day");

  await page.goto("/accounts/access");
  const refused = page.getByRole("button", { name: /: denied$/ }).first();
  await refused.click();
  await expect(page.getByText("Missing", { exact: true })).toBeVisible();
  await inBothThemes(page, "access");
});

test("pictures of the approvals, of one's own rights and of what is masked", async ({ page, enterAs }) => {
  await enterAs("approver");
  await page.goto("/approvals");
  await expect(page.getByRole("heading", { level: 1, name: "1 plan waits for you." })).toBeVisible();
  await inBothThemes(page, "approvals");

  await enterAs("team member");
  await page.goto("/settings?tab=rights");
  await expect(page.getByRole("heading", { name: /^Tess Team/ })).toBeVisible();
  await inBothThemes(page, "rights");

  await enterAs("admin");
  await page.goto("/settings/privacy");
  await expect(page.getByRole("heading", { name: "Masking" })).toBeVisible();
  await inBothThemes(page, "masking");
});
