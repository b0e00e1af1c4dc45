import type { Page } from "@playwright/test";
import { until } from "../support/eventually";
import { screenshot } from "../support/screenshot";
import { aReview } from "./office/a-review";
import { failOn } from "./office/in-aws";
import { LOCKED_OUT } from "./office/lock-out";
import { expect, failureIn, test } from "./office/visitor";

const SETTLED_MS = 90_000;
const SETTLED = { timeout: 45_000 };
const DESK = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };

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
  const failure = await failureIn(api, "orders-dlq", "FetchError");
  await page.goto(`/failures/${failure.id}`);
  await expect(page.getByRole("region", { name: "Body, formatted" })).toBeVisible();
  await inBothThemes(page, "failure-class");

  const { id } = await api.createPlan({
    action: "redrive",
    selection: { classId: failure.id },
    ratePerSecond: 3,
    stageObservationSeconds: 120,
  });
  await page.goto(`/failures/${failure.id}?plan=${id}`);
  const plan = page.getByRole("dialog");
  await expect(plan.getByRole("heading", { name: "Checks" })).toBeVisible();
  await inBothThemes(page, "plan");
  await screenshot(page, "plan-phone", { window: "phone" });

  await page.setViewportSize(DESK);
  await plan.getByRole("button", { name: "Apply" }).click();
  for (const sent of [1, 11]) {
    await expect(page.getByRole("heading", { name: `What came of the ${sent} sent` })).toBeVisible(SETTLED);
    await expect(page.getByText(/^next stage at/)).toBeVisible(SETTLED);
    if (sent === 1) await page.keyboard.press("n");
  }
  await inBothThemes(page, "run");
  await screenshot(page, "run-phone", { window: "phone" });
});

test("pictures of a run that stopped by itself", async ({ page, api }) => {
  const { id: classId } = await failureIn(api, "stock-dlq", "TypeError");
  const plan = await api.createPlan({ action: "redrive", selection: { classId }, stageObservationSeconds: 60 });
  const { runId } = await api.applyPlan({ id: plan.id, hash: plan.hash });
  await failOn("stock", (body) => body.includes("toUpperCase"));
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("button", { name: /^Go on anyway…/ }).first()).toBeVisible(SETTLED);
  await inBothThemes(page, "run-stopped");
  await screenshot(page, "run-stopped-phone", { window: "phone" });
});

test("pictures of an edit, and of a FIFO queue", async ({ page, api }) => {
  const { id: classId } = await failureIn(api, "invoices-dlq", "SchemaValidationError");
  const [message] = (await api.listFailedMessages({ classId, state: "present", limit: 1 })).items;
  await page.goto(`/messages/${message?.id}/edit`);
  const body = page.getByLabel("Body of the copy");
  await body.fill((await body.inputValue()).replace('"vatRate":"19,0"', '"vatRate":19'));
  await expect(page.getByRole("region", { name: "What changes" })).toContainText("vatRate");
  await inBothThemes(page, "edit");
  await screenshot(page, "edit-phone", { window: "phone" });

  const { queueId } = await failureIn(api, "payments-dlq.fifo");
  await page.setViewportSize(DESK);
  await page.goto(`/queues/${queueId}`);
  const groups = page.getByRole("region", { name: "Message groups" });
  await expect(groups.getByRole("row").nth(1)).toBeVisible();
  await groups.scrollIntoViewIfNeeded();
  await inBothThemes(page, "fifo");
  await page.setViewportSize(PHONE);
  await groups.scrollIntoViewIfNeeded();
  await screenshot(page, "fifo-phone", { window: "phone" });
});

test("pictures of the alerts, of one alert and of their channels", async ({ page, api }) => {
  const { items } = await until(
    () => api.listAlerts({ state: "unresolved" }),
    ({ items }) => items.length > 0,
    SETTLED_MS,
  );
  await page.goto("/alerts");
  await expect(page.getByRole("table", { name: /^Alerts/ })).toBeVisible();
  await inBothThemes(page, "alerts");
  await screenshot(page, "alerts-phone", { window: "phone" });

  await page.goto(`/alerts/${items[0]?.id}`);
  await expect(page.getByRole("heading", { name: "Why" })).toBeVisible();
  await page.setViewportSize(DESK);
  await inBothThemes(page, "alert");
  await screenshot(page, "alert-phone", { window: "phone" });
});

test("pictures of a weekly review, and of the meeting on it", async ({ page, api }) => {
  const review = await aReview(api);
  await page.goto(`/reviews/${review.id}`);
  await expect(page.getByRole("table", { name: /^Pipelines/ })).toBeVisible();
  await inBothThemes(page, "review");
  await screenshot(page, "review-phone", { window: "phone" });

  await page.setViewportSize(DESK);
  await page.goto(`/reviews/${review.id}/meeting?at=1`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(review.pipelines[0]?.name ?? "");
  await inBothThemes(page, "meeting");
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

test("pictures of a rule that fails, and of a replay before there is a plan", async ({ page, api }) => {
  test.setTimeout(SETTLED_MS + 60_000);
  const rule = async () => (await api.listRules({ name: LOCKED_OUT.rule })).items[0];
  const failing = await until(rule, (one) => one?.state === "failing", SETTLED_MS);
  await page.goto(`/events/rules/${failing?.id}`);
  await expect(page.getByText(/does not let events\.amazonaws\.com send/)).toBeVisible();
  await inBothThemes(page, "rule");
  await screenshot(page, "rule-phone", { window: "phone" });

  const [archive] = (await api.listArchives({ name: "everything" })).items;
  const { items } = await api.listRules({ busId: archive?.bus.id ?? "", limit: 100 });
  const chosen = items.filter(({ name }) => name === "everything-to-audit" || name === "to-rehearsal");
  await page.setViewportSize(DESK);
  await page.goto(`/events/archives/${archive?.id}/replay?rules=${chosen.map(({ id }) => id).join(",")}`);
  await expect(page.getByText("queues a message in event-audit", { exact: true })).toBeVisible();
  await inBothThemes(page, "replay");
  await screenshot(page, "replay-phone", { window: "phone" });
});

test("pictures of the pipelines, their map, one of them and the costs", async ({ page, api }) => {
  test.setTimeout(3 * SETTLED_MS);
  const listed = async () => (await api.listPipelines({ limit: 50 })).items;
  const isWorkedOut = (items: Awaited<ReturnType<typeof listed>>) =>
    items.some(({ health }) => health.state === "failing") &&
    items.some(({ cost }) => cost?.monthToDate) &&
    items.every(({ slo }) => slo);
  const items = await until(listed, isWorkedOut, 2 * SETTLED_MS);
  const first = items.find(({ name }) => name === "order-placed") ?? items[0];
  await page.goto("/pipelines");
  await expect(page.getByText("Failing", { exact: true }).first()).toBeVisible();
  await inBothThemes(page, "pipelines");
  await screenshot(page, "pipelines-phone", { window: "phone" });

  await page.setViewportSize(DESK);
  await page.goto("/pipelines/map");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("pipelines");
  await inBothThemes(page, "pipeline-map");

  await page.goto(`/pipelines/${first?.id}`);
  await expect(page.getByRole("region", { name: "Map", exact: true })).toBeVisible();
  await inBothThemes(page, "pipeline");
  await screenshot(page, "pipeline-phone", { window: "phone" });

  await page.setViewportSize(DESK);
  await page.goto("/costs");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("$");
  await inBothThemes(page, "costs");
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
