import type { Page } from "@playwright/test";
import type { Client } from "@/lib/contract/client";
import { expect, test } from "./office/visitor";

// In an account of its own and a part of the estate that no other test looks at; what was decided is taken back at the end.
const WAREHOUSE = { awsAccountId: "777777777777", name: "warehouse" };
const REASON = "The carrier's API goes away in May.";

test.beforeEach(({ enterAs }) => enterAs("admin"));
test.afterAll(async ({ api }) => {
  const { items } = await api.listAccounts({});
  for (const { id } of items.filter(({ awsAccountId }) => awsAccountId === WAREHOUSE.awsAccountId))
    await api.removeAccount({ id });
  await api.setSelection({ selection: {} });
  for (const finding of await accepted(api)) await api.liftSuppression({ id: finding.id });
});

async function accepted(api: Client) {
  return (await api.listFindings({ isSuppressed: true, limit: 200 })).items;
}

/** Opens a step of First day; one that is done is folded away. */
async function openStep(page: Page, title: string) {
  const step = page.getByRole("region", { name: title });
  const fold = step.getByRole("button", { name: title });
  if ((await fold.getAttribute("aria-expanded")) !== "true") await fold.click();
  return step;
}

test("first day: roles as code, accounts from a list, and for one that cannot be seen the reason and the fix", async ({
  page,
}) => {
  await page.goto("/start");

  await test.step("the template names who may come in and with which ExternalId", async () => {
    const roles = await openStep(page, "Make the roles");
    const externalId = (await roles.getByText(/^dlo-[0-9a-f]{20,}$/).textContent()) ?? "";
    const code = roles.getByRole("region", { name: /CloudFormation/ });
    await expect(code).toContainText("sts:ExternalId");
    await expect(code).toContainText(externalId);
    await expect(code).not.toContainText("sqs:ReceiveMessage");
    await roles.getByRole("radio", { name: /^Read and inspect/ }).check();
    await expect(code).toContainText("sqs:ReceiveMessage");
    await roles.getByRole("radio", { name: /Terraform/ }).check();
    await expect(roles.getByRole("region", { name: /Terraform/ })).toContainText('resource "aws_iam_role"');
  });
  await test.step("a wrong line is named, and the others are connected", async () => {
    const accounts = await openStep(page, "Say which accounts");
    await accounts
      .getByRole("textbox", { name: "Accounts" })
      .fill(`${WAREHOUSE.awsAccountId}, ${WAREHOUSE.name}, sat\n77777, kiosk, prd\n`);
    await expect(accounts.getByText(/Line 2: "77777" is not the 12 digits/)).toBeVisible();
    await accounts.getByRole("button", { name: "Connect 1 account" }).click();
    await expect(accounts.getByRole("status")).toContainText("1 account connected");
    await expect(accounts.getByText("1 account listed, not yet read.")).toBeVisible();
  });
  await test.step("its role is not there yet: what was refused, and what to do", async () => {
    const check = page.getByRole("region", { name: "See whether it works" });
    const warehouse = check.getByRole("listitem").filter({ hasText: WAREHOUSE.name });
    await expect(warehouse).toContainText(/dlo-read/, { timeout: 20_000 });
    await expect(warehouse).toContainText(/trust|ExternalId|StackSet|exist/i);
    await warehouse.getByRole("link", { name: WAREHOUSE.name }).click();
    await expect(page).toHaveURL(/\/accounts\/acc_/);
    await expect(page.getByText(/Blind since/).first()).toBeVisible();
  });
});

test("which queues are looked at is previewed with its counts before it is used", async ({ page }) => {
  await page.goto("/accounts/selection");
  const total = Number(
    /of (\d+) queues/.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[1],
  );
  const panel = page.getByRole("region", { name: "Which queues are looked at" });
  const use = panel.getByRole("button", { name: "Use it" });

  await panel.getByRole("textbox", { name: /But not these/ }).fill("name=search-index*\nname=nothing-is-called-so");
  await expect(use).toBeDisabled();
  await panel.getByRole("button", { name: "Preview" }).click();

  const preview = panel.getByRole("status");
  await expect(preview).toContainText(`${total - 2} of ${total} queues`);
  await expect(preview).toContainText(/No queue matches name=nothing-is-called-so/);
  await expect(preview).toContainText("search-index-dlq");
  await use.click();
  await expect(page.getByText(/holds from the next look/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`${total - 2} of ${total}`);
});

test("the worst hole shows its fix as code, is accepted for a while with a reason, and counts again", async ({
  page,
  api,
}) => {
  await page.goto("/coverage");
  const rows = page.getByRole("table", { name: /Open findings/ }).getByRole("row");
  await rows.nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/coverage\/fnd_/);
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const summary = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";

  await test.step("the fix is there in both languages", async () => {
    const fix = page.getByRole("region", { name: "The fix as code" });
    await expect(fix).toContainText('resource "aws_');
    await page.getByRole("radio", { name: "CloudFormation" }).check();
    await expect(fix).toContainText(/Type: AWS::/);
    await expect(page.getByRole("button", { name: "Copy", exact: true })).toBeVisible();
  });
  await test.step("it is accepted", async () => {
    const form = page.getByRole("region", { name: "Accept for a while" });
    await form.getByLabel("Why").fill(REASON);
    await form.getByLabel("For", { exact: true }).selectOption("30 days");
    await form.getByRole("button", { name: "Accept" }).click();
    await expect(page.getByRole("region", { name: "Accepted" })).toContainText(REASON);
    expect((await api.getFinding({ id })).suppression).toMatchObject({ reason: REASON, by: "Ada Admin" });
  });
  await test.step("it is not among what counts, but among what was accepted", async () => {
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: /^Coverage/ })
      .click();
    await expect(rows.nth(1)).toBeVisible();
    await expect(page.getByRole("link", { name: summary })).toHaveCount(0);
    await page.getByRole("link", { name: "Accepted" }).click();
    await page.getByRole("link", { name: summary }).click();
  });
  await test.step("it is let count again", async () => {
    await page.getByRole("button", { name: "Let it count again" }).click();
    await expect(page.getByRole("region", { name: "Accept for a while" })).toBeVisible();
    expect((await api.getFinding({ id })).suppression).toBeNull();
  });
});
