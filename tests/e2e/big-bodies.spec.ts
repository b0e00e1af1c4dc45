import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Client } from "@/lib/contract/client";
import { HOSTILE_BODIES, HOSTILE_DEAD_LETTER_QUEUE } from "./office/hostile-bodies";
import { expect, test } from "./office/visitor";

/** A page without a body has about a thousand elements. */
const MOST_ELEMENTS = 12_000;

test.beforeEach(async ({ page, enterAs }) => {
  await enterAs("operator");
  await page.addInitScript(() => {
    const seen = { shownAt: 0, longTasks: [] as number[] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(Math.round(duration));
    }).observe({ type: "longtask" });
    new MutationObserver(() => {
      if (seen.shownAt === 0 && document.querySelector('[aria-label="Body, formatted"]'))
        seen.shownAt = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
});

async function messageOf(api: Client, name: string): Promise<string> {
  const sha256 = createHash("sha256")
    .update(HOSTILE_BODIES[name] ?? "")
    .digest("hex");
  const { items: queues } = await api.listQueues({ name: HOSTILE_DEAD_LETTER_QUEUE });
  const { items } = await api.listFailedMessages({ queueId: queues[0]?.id ?? "", limit: 200 });
  return items.find(({ bodySha256 }) => bodySha256 === sha256)?.id ?? "";
}

const elementsOf = (page: Page) => page.evaluate(() => document.querySelectorAll("*").length);

/** From the last byte of the body to the region on the page, and what kept the page from answering since it was opened. */
const figuresOf = (page: Page) =>
  page.evaluate(() => {
    const { seen } = window as unknown as { seen: { shownAt: number; longTasks: number[] } };
    const read = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/body"));
    const readMs = (read as PerformanceResourceTiming | undefined)?.responseEnd ?? 0;
    return { shownAfterMs: Math.round(seen.shownAt - readMs), longTasksMs: seen.longTasks };
  });

for (const name of ["a mebibyte of members", "a line without an end", "one long line"])
  test(`a body of a mebibyte keeps the page small and alive: ${name}`, async ({ page, api }) => {
    await page.goto(`/messages/${await messageOf(api, name)}`);
    const body = page.getByRole("region", { name: "Body, formatted" });
    await expect(body).toBeVisible();
    const first = await figuresOf(page);
    expect(await elementsOf(page)).toBeLessThan(MOST_ELEMENTS);

    await page.getByRole("button", { name: /^Show all/ }).click();
    const askedAt = Date.now();
    await page.getByRole("tab", { name: /^Attributes/ }).click();
    await expect(page.getByText("Noted by SQS")).toBeVisible();
    const answeredMs = Date.now() - askedAt;

    await page.getByRole("tab", { name: "Raw" }).click();
    await page.getByRole("button", { name: /^Show all/ }).click();
    await expect(page.getByRole("status").filter({ hasText: /^Reading on/ })).toBeHidden({ timeout: 30_000 });
    const raw = page.getByRole("region", { name: "Body, as it was sent" });
    const end = (HOSTILE_BODIES[name] ?? "").trimEnd().slice(-12);
    const shownEnd = () =>
      raw.evaluate((region) => {
        region.scrollTo(0, region.scrollHeight);
        return region.textContent?.trimEnd().slice(-12);
      });
    await expect.poll(shownEnd).toBe(end);
    expect(await elementsOf(page)).toBeLessThan(MOST_ELEMENTS);
    const { longTasksMs } = await figuresOf(page);
    console.log(
      `${name}: shown after ${first.shownAfterMs} ms, long tasks ${first.longTasksMs.join(", ") || "none"} ms;`,
    );
    console.log(
      `  a click while it reads on ${answeredMs} ms; long tasks in all ${longTasksMs.join(", ") || "none"} ms`,
    );
  });
