import { PER_MINUTE } from "@/app/_http/rate-limit";
import { ANSWER_KINDS, headerFaults } from "../security/answers";
import { expect, test } from "./office/visitor";

test("a viewer sees what is wrong, and why the buttons are off", async ({ page, enterAs, api }) => {
  await enterAs("viewer");
  const [failure] = (await api.listFailureClasses({ limit: 1 })).items;
  await page.goto(`/failures/${failure?.id}`);

  const plan = page.getByRole("button", { name: "Plan redrive" }).first();
  await expect(plan).toHaveAttribute("aria-disabled", "true");
  await expect(plan).toHaveAccessibleDescription(/You may not make a plan/);
  await expect(page.getByText("The body is not shown to you.")).toBeVisible();
  await plan.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a viewer finds no way to stop writes, and reads why", async ({ page, enterAs }) => {
  await enterAs("viewer");
  await page.goto("/");

  const brake = page.getByRole("button", { name: /Stop all writes|Writes are stopped/ });
  await expect(brake).toHaveAttribute("aria-disabled", "true");
  await expect(brake).toHaveAccessibleDescription(/You may not/);
});

test("an account that cannot be read is blind: since when, why, and what to do", async ({ page, enterAs }) => {
  await enterAs("viewer");
  await page.goto("/accounts");

  const region = page.getByRole("listitem").filter({ hasText: "eu-west-1" }).filter({ hasText: "Blind since" });
  await expect(region).toContainText(/Blind since \d\d:\d\d/);
  await expect(region).toContainText("dlo-read may not sqs:GetQueueAttributes");
  await expect(region).toContainText("Missing: sqs:GetQueueAttributes");
  await expect(region).toContainText(/Allow sqs:GetQueueAttributes on/);
  await page.goto("/");
  const row = page.getByRole("row").filter({ hasText: "eu-west-1" }).filter({ hasText: "Blind" });
  await expect(row.getByRole("cell", { name: /^\?/ })).toBeVisible();
});

test("an address holds the whole state of a page: filter, choice and open plan", async ({ page, enterAs, api }) => {
  await enterAs("operator");
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const failure = items.find(({ queueName }) => queueName === "payments-dlq.fifo");
  await page.goto(`/failures/${failure?.id}?messages=all`);
  await page.getByRole("button", { name: "Plan redrive" }).first().click();
  await expect(page).toHaveURL(/messages=all.*plan=pln_/);
  const eyebrow = page.getByRole("dialog").getByText(/^Plan P-\d+/);
  const plan = (await eyebrow.textContent())?.slice(0, "Plan P-00".length) ?? "";
  const address = page.url();

  await page.goto("about:blank");
  await page.goto(address);

  await expect(page.getByRole("dialog").getByText(plan)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/messages=all$/);
  await expect(page.getByRole("radio", { name: /^All/ }).first()).toBeChecked();
});

test("every kind of answer says in its headers that nobody may frame, keep or run it otherwise", async ({
  baseURL,
}) => {
  for (const kind of ANSWER_KINDS) {
    const answer = await fetch(`${baseURL}${kind.path}`, { method: kind.method ?? "GET", redirect: "manual" });

    expect.soft([kind.name, answer.status, headerFaults(answer, kind)]).toEqual([kind.name, kind.status, []]);
  }
});

test("pages with figures, and those that fail, are kept by nobody", async ({ baseURL, headersOf }) => {
  const headers = { ...(await headersOf("viewer")) };
  for (const path of ["/", "/queues", "/audit", "/failures/cls_00000000000000000000", "/?_rsc=1", "/nowhere"]) {
    const answer = await fetch(`${baseURL}${path}`, { headers, redirect: "manual" });

    expect.soft([path, headerFaults(answer, { policy: "page" })]).toEqual([path, []]);
  }
});

test("what pages read by themselves stays far below the limit, even when something changes every second", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("admin");
  const [failure] = (await api.listFailureClasses({ view: "all", limit: 1 })).items;
  let asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/") && !request.url().endsWith("/events")) asked.push(request.url());
  });
  await page.clock.install();
  for (const path of ["/", `/failures/${failure?.id}`, `/queues/${failure?.queueId}`, "/losses"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await page.waitForTimeout(300);
    asked = [];

    await page.clock.fastForward(15_500);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await page.waitForTimeout(500);

    // Two windows open at once, each reading everything again every second, and half of the limit to spare.
    expect.soft(asked.length * 60 * 2, path).toBeLessThan(PER_MINUTE.reads / 2);
  }
});
