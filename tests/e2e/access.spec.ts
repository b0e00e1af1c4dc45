import { createClient } from "@/lib/contract/client";
import { expect, expectAccessible, test } from "./office/visitor";

const ADDRESS = /customer\d+@shop\.example/;
const MASK = /‹email·[^›]+›/;
const REASON = "the customer asks what we sent";

test("what is masked in a message is shown to whoever may, with a reason; the audit log has that, and who was refused", async ({
  page,
  enterAs,
  headersOf,
  api,
  baseURL,
}) => {
  const { items } = await api.listFailedMessages({ q: "queue:orders-dlq", state: "present", limit: 5 });
  const id = items.at(-1)?.id ?? "";
  const body = page.getByRole("region", { name: "Body, formatted" });
  const reveal = page.getByRole("button", { name: "Reveal…" });

  await test.step("Otto sees that something is masked, why he cannot see it, and whom to ask", async () => {
    await enterAs("operator");
    await page.goto(`/messages/${id}`);
    await expect(body).toContainText(MASK);
    await expect(body).not.toContainText(ADDRESS);
    await expect(reveal).toHaveAccessibleDescription(/^You may not see masked values .* Ask Ada Admin\.$/);
    const otto = createClient({ baseUrl: baseURL ?? "", headers: await headersOf("operator") });
    await expect(otto.revealMessage({ id, reason: REASON })).rejects.toMatchObject({ problem: { status: 403 } });
  });
  await test.step("Ada says why, sees it for a while, and masks it again", async () => {
    await enterAs("admin");
    await page.reload();
    await expect(body).not.toContainText(ADDRESS);
    await reveal.click();
    const question = page.getByRole("alertdialog");
    await question.getByLabel("Reason").fill(REASON);
    await question.getByRole("button", { name: "Reveal" }).click();
    await expect(page.getByText(/^Unmasked for you until/)).toBeVisible();
    await expect(body).toContainText(ADDRESS);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Mask again" }).click();
    await expect(body).toContainText(MASK);
    await expect(body).not.toContainText(ADDRESS);
  });
  const entries = page.getByRole("list", { name: /Audit entries/ }).getByRole("listitem");
  await test.step("the audit log of that message has her reason", async () => {
    await page.goto("/audit");
    await page.getByLabel("Id of a thing").fill(id);
    const revealed = entries.filter({ hasText: "Ada Admin revealed masked values" }).first();
    await revealed.getByRole("button", { name: /^Show what was written/ }).click();
    await expect(revealed).toContainText(REASON);
  });
  await test.step("and that of Otto what he was refused; nothing in it was changed", async () => {
    const refused = entries.filter({ hasText: "Otto Operator was refused revealMessage" }).first();
    await page.goto("/audit");
    await page.getByLabel("Part of a name").fill("Otto");
    await page.getByLabel("Outcome").selectOption("Denied");
    await expect(page).toHaveURL(/(?=.*actor=Otto)(?=.*outcome=denied)/);
    await refused.getByRole("button", { name: /^Show what was written/ }).click();
    await refused.getByRole("link", { name: /^usr_/ }).click();
    await expect(page.getByRole("button", { name: /^Only usr_/ })).toBeVisible();
    await page.getByLabel("Outcome").selectOption("Denied");
    await expect(page).toHaveURL(/person=usr_.*outcome=denied/);
    await expect(refused).toBeVisible();
    await expect(entries.filter({ hasNotText: "Otto Operator was refused" })).toHaveCount(0);
    await page.getByRole("button", { name: "Verify the log" }).click();
    await expect(page.getByRole("status").getByText("Intact", { exact: true })).toBeVisible();
  });
});

test("somebody ends their session of another browser, and that browser is signed out at its next request", async ({
  page,
  enterAs,
  browser,
  baseURL,
}) => {
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "", userAgent });
  const other = await elsewhere.newPage();
  await other.goto("/queues");
  await other.getByRole("button", { name: "Enter as viewer" }).click();
  await expect(other.getByRole("heading", { level: 1 })).toContainText("queue");

  await enterAs("viewer");
  await page.goto("/settings/sign-in");
  const end = page.getByRole("button", { name: "End the session of Firefox on Windows" }).filter({ visible: true });
  await end.click();
  await expect(end).toHaveCount(0);

  await other.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Runs/ }).click();
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await expect(other.getByRole("button", { name: "Enter as viewer" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("this one").filter({ visible: true })).toBeVisible();
  await elsewhere.close();
});
