import { until } from "../support/eventually";
import { expect, test } from "./office/visitor";

/** Until CloudWatch has told the age, nothing tells when; metrics are asked for once a minute. */
const AGE_KNOWN_MS = 75_000;

test.beforeEach(({ enterAs }) => enterAs("admin"));

test("what dies first is on top, and for a queue that nobody reads the first offer touches no message", async ({
  page,
  api,
}) => {
  test.setTimeout(2 * AGE_KNOWN_MS);
  await until(
    () => api.listLosses({}),
    ({ unknownCount }) => unknownCount === 0,
    AGE_KNOWN_MS,
  );
  await page.goto("/losses");
  const rows = page.getByRole("table", { name: /what dies first/ }).getByRole("row");
  const [first] = (await api.listLosses({})).items;
  await rows.nth(1).getByRole("link", { name: first?.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(first?.name ?? "");
  await page.goBack();

  await rows.filter({ hasText: "newsletter-dlq" }).getByRole("link").first().click();
  const clock = page.getByRole("region", { name: "What dies here" });
  await expect(clock).toContainText(/At least one message dies between/);
  await clock.getByRole("button", { name: /Raise retention/ }).click();

  const plan = page.getByRole("dialog", { name: /Raise the retention of newsletter-dlq/ });
  await expect(plan.getByText(/No message is received, moved or deleted/).first()).toBeVisible();
  await expect(plan).toContainText(/345600 → 1209600/);
  await expect(plan).toContainText("message_retention_seconds");
  await expect(plan.getByRole("button", { name: "Apply" })).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(plan).toBeHidden();
});
