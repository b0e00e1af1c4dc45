import { bodiesInAws } from "./office/in-aws";
import { expect, test } from "./office/visitor";

test("stopping all writes pauses a run under way, and resuming it sends the rest", async ({ page, enterAs, api }) => {
  await enterAs("admin");
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const failure = items.find(({ queueName }) => queueName === "returns-dlq");
  const all = await bodiesInAws("returns-dlq");
  await page.goto(`/failures/${failure?.id}`);
  await page.getByRole("button", { name: "Plan redrive" }).first().click();
  const plan = page.getByRole("dialog");
  await plan.getByRole("button", { name: "Change" }).click();
  await plan.getByLabel("Messages per second").fill("8");
  await plan.getByRole("button", { name: "Use" }).click();
  await expect(plan.getByText("8 / s").first()).toBeVisible();
  await plan.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("button", { name: /^Pause/ })).toBeVisible();

  await page.getByRole("button", { name: "Stop all writes" }).click();
  await page.getByRole("alertdialog").getByLabel("Reason").fill("the consumer is being deployed");
  await page.getByRole("alertdialog").getByRole("button", { name: "Stop all writes" }).click();

  await expect(page.getByRole("button", { name: /^Resume/ })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText(/All writes are stopped by Ada Admin/).first()).toBeVisible();
  const sent = (await bodiesInAws("returns")).length;
  expect(sent).toBeLessThan(all.length);

  await page.getByRole("button", { name: "Writes are stopped" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Allow writes" }).click();
  await page.getByRole("button", { name: /^Resume/ }).click();

  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  expect(await bodiesInAws("returns")).toEqual(all);
  expect(await bodiesInAws("returns-dlq")).toEqual([]);
});
