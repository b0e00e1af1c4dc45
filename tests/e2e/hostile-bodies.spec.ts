import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import type { FailedMessage } from "@/lib/contract/failures";
import { HOSTILE_BODIES, HOSTILE_DEAD_LETTER_QUEUE } from "./office/hostile-bodies";
import { expect, test } from "./office/visitor";

test.beforeEach(async ({ page, enterAs }) => {
  await enterAs("operator");
  await page.addInitScript(() => Object.assign(window, { pwn: () => Object.assign(window, { __pwned: true }) }));
});

/** By hash of the body; filled by the first test that asks. */
const messages = new Map<string, FailedMessage>();
test.beforeAll(async ({ api }) => {
  const { items: queues } = await api.listQueues({ name: HOSTILE_DEAD_LETTER_QUEUE });
  const { items } = await api.listFailedMessages({ queueId: queues[0]?.id ?? "", limit: 200 });
  for (const message of items) messages.set(message.bodySha256, message);
});

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => "__pwned" in window)).toBe(false);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
}

test("titles made of hostile text are text in the list", async ({ page }) => {
  await page.goto("/?tab=backlog");

  await expect(page.getByRole("link", { name: /^<script>/ }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^\[parcel\]\(javascript:/ }).first()).toBeVisible();
  await expectHarmless(page);
});

for (const [name, body] of Object.entries(HOSTILE_BODIES))
  test(`${name} in a body is shown and does nothing`, async ({ page }) => {
    const message = messages.get(createHash("sha256").update(body).digest("hex"));

    await page.goto(`/failures/${message?.classId}`);
    await expect(page.getByRole("region", { name: "Body, formatted" })).toBeVisible();
    await expectHarmless(page);

    await page.goto(`/messages/${message?.id}`);
    await expect(page.getByRole("region", { name: "Body, formatted" })).toBeVisible();
    await page.getByRole("tab", { name: "Raw" }).click();
    await expect(page.getByRole("region", { name: "Body, as it was sent" })).toBeVisible();
    await page.getByRole("tab", { name: /^Attributes/ }).click();
    await expect(page.getByText("Noted by SQS")).toBeVisible();
    await expectHarmless(page);
  });
