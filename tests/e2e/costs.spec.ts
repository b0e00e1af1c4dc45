import type { Client } from "@/lib/contract/client";
import { until } from "../support/eventually";
import { expect, expectAccessible, expectFitsPhone, test } from "./office/visitor";

// They change the settings of the whole installation and put them back.
test.describe.configure({ mode: "serial" });

/** Costs are worked out every minute: at the first time CloudWatch may not have been asked about the use yet. */
const RECKONED_MS = 150_000;

async function aCostlyPipeline(api: Client) {
  const { rows } = await until(
    () => api.getCosts({}),
    (costs) => costs.rows.some(({ pipelineId, monthToDate }) => pipelineId !== null && monthToDate !== null),
    RECKONED_MS,
  );
  const row = rows.find(({ pipelineId, monthToDate }) => pipelineId !== null && monthToDate !== null);
  return { id: row?.pipelineId ?? "", name: row?.name ?? "" };
}

test("every cost opens what it is worked out from, by keyboard alone", async ({ page, enterAs, api }) => {
  test.setTimeout(RECKONED_MS + 30_000);
  const pipeline = await aCostlyPipeline(api);
  await enterAs("viewer");
  await page.goto("/costs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Pipelines cost .*this month so far; /);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await test.step("a figure of the list: its lines", async () => {
    const figure = page.getByRole("button", { name: `how the month to date of ${pipeline.name} is worked out` });
    await figure.filter({ visible: true }).focus();
    await page.keyboard.press("Enter");
    const opened = page.getByRole("dialog", { name: `How the month to date of ${pipeline.name} is worked out` });
    await expect(opened).toContainText(/The sum of \d+ lines?, the dearest first/);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(opened).toBeHidden();
    await expect(figure.filter({ visible: true })).toBeFocused();
  });
  await test.step("a line of its page: the formula with each number and where that is from", async () => {
    await page.goto(`/pipelines/${pipeline.id}`);
    const costs = page.getByRole("region", { name: "Cost", exact: true });
    const line = costs
      .getByRole("listitem")
      .filter({ has: page.locator("summary") })
      .first();
    await line.locator("summary").focus();
    await page.keyboard.press("Enter");
    await expect(line).toContainText(/price list, seen in|your price of/);
  });
});

test("what hosting costs is told by who knows it, and is asked of nobody else", async ({ page, enterAs, api }) => {
  await enterAs("viewer");
  await page.goto("/costs/own");
  await expect(page.getByRole("button", { name: "Save hosting" })).toHaveAccessibleDescription(/You may not/);

  await enterAs("admin");
  await page.goto("/costs/own");
  const figures = page.getByRole("region", { name: "Own cost in figures" });
  await expect(figures).toContainText("not entered");
  await page.getByRole("textbox", { name: "Hosting, dollars a month" }).fill("41.5");
  await page.getByRole("button", { name: "Save hosting" }).click();
  await expect(figures).toContainText("$41.50 a month");
  await expectAccessible(page);
  await expectFitsPhone(page);

  await api.putCostSettings({ hostingUsdPerMonth: null, hostingNote: null, ceilingUsdPerMonth: null });
});

test("a bill stands beside the model, and is forgotten when it is removed", async ({ page, enterAs, api }) => {
  const pipeline = await aCostlyPipeline(api);
  const { lines } = await api.getPipelineCost({ id: pipeline.id });
  const arn = lines.find(({ isShared }) => !isShared)?.arn ?? "";
  await enterAs("admin");
  await page.goto("/costs/bills");
  await page.getByLabel("Cost and Usage Report, CSV").setInputFiles(aBill("cur-today.csv", arn));
  await page.getByRole("button", { name: "Import bill" }).click();
  await expect(page.getByText("1 line of", { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await page.goto("/costs");
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: pipeline.name, exact: true }) });
  await expect(row).toContainText(/\$0\.25/);
  await expect(row).toContainText(/model ÷ bill \d/);

  await page.goto("/costs/bills");
  await page.getByRole("button", { name: "Remove cur-today.csv" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Remove cur-today.csv?");
  await question.getByRole("button", { name: "Remove bill" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "No bill was imported." })).toBeVisible();
});

/** A report of AWS with one line of today, of one resource. */
function aBill(name: string, arn: string) {
  const today = new Date().toISOString().slice(0, 10);
  const cells = {
    "lineItem/UsageStartDate": `${today}T00:00:00Z`,
    "lineItem/UnblendedCost": "0.25",
    "lineItem/CurrencyCode": "USD",
    "lineItem/ProductCode": "AWSQueueService",
    "lineItem/UsageAccountId": arn.split(":")[4] ?? "",
    "product/region": arn.split(":")[3] ?? "",
    "lineItem/ResourceId": arn,
  };
  const csv = [Object.keys(cells), Object.values(cells)].map((line) => line.join(",")).join("\n");
  return { name, mimeType: "text/csv", buffer: Buffer.from(csv) };
}
