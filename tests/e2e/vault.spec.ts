import { bodiesInAws } from "./office/in-aws";
import { expect, test } from "./office/visitor";

test.beforeEach(({ enterAs }) => enterAs("operator"));

test("what is discarded lies in the vault, and is restored to its source queue", async ({ page, api }) => {
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const failure = items.find(({ queueName }) => queueName === "emails-dlq");
  const all = await bodiesInAws("emails-dlq");
  await page.goto(`/failures/${failure?.id}`);

  await test.step("two chosen messages are discarded after one more question", async () => {
    const messages = page.getByRole("table", { name: "Messages of this failure" });
    await messages.getByRole("checkbox", { name: /^Select message/ }).nth(0).click();
    await messages.getByRole("checkbox", { name: /^Select message/ }).nth(1).click();
    await page.getByRole("button", { name: "Discard 2…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard 2…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Discard 2" }).click();
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  });
  const kept = await bodiesInAws("emails-dlq");
  expect(kept).toHaveLength(all.length - 2);

  await test.step("both are in the vault with their bodies", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Vault/ }).click();
    const table = page.getByRole("table", { name: /Messages in the vault/ });
    await expect(table.getByText("Kept", { exact: true })).toHaveCount(2);
    await table.getByRole("checkbox", { name: "Select all rows shown" }).click();
    await page.getByRole("button", { name: "Plan restore of 2" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
    await expect(page).toHaveURL(/\/runs\/run_/);
    await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  });

  const isDiscarded = (body: string) => all.includes(body) && !kept.includes(body);
  expect((await bodiesInAws("emails")).filter(isDiscarded)).toHaveLength(2);
  await page.goto("/vault?state=restored");
  await expect(page.getByRole("table").getByText("Restored", { exact: true })).toHaveCount(2);
});
