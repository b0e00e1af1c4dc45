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
