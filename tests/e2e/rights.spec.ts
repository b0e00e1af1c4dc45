import type { Page } from "@playwright/test";
import { PER_MINUTE } from "@/app/_http/rate-limit";
import { createClient } from "@/lib/contract/client";
import { ANSWER_KINDS, headerFaults } from "../security/answers";
import { expect, failureIn, test } from "./office/visitor";

test("a viewer sees what is wrong, why the buttons are off, and whom to ask", async ({ page, enterAs, api }) => {
  await enterAs("viewer");
  const [failure] = (await api.listFailureClasses({ limit: 1 })).items;
  await page.goto(`/failures/${failure?.id}`);

  const plan = page.getByRole("button", { name: "Plan redrive" }).first();
  await expect(plan).toHaveAttribute("aria-disabled", "true");
  await expect(plan).toHaveAccessibleDescription("You may not make a plan. Ask Ada Admin.");
  await plan.focus();
  await expect(plan).toBeFocused();
  await expect(page.getByText("The body is not shown to you.")).toBeVisible();
  await plan.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a viewer finds no way to stop writes, and reads why", async ({ page, enterAs }) => {
  await enterAs("viewer");
  await page.goto("/");

  const brake = page.getByRole("button", { name: /Stop all writes|Writes are stopped/ });
  await expect(brake).toHaveAttribute("aria-disabled", "true");
  await expect(brake).toHaveAccessibleDescription(/You may not .* Ask Ada Admin\./);
  await brake.focus();
  await expect(page.getByRole("tooltip")).toContainText("Ask Ada Admin.");
});

test("on a phone a viewer reads under a message why it cannot be sent back", async ({ page, enterAs, api }) => {
  await enterAs("viewer");
  const [message] = (await api.listFailedMessages({ state: "present", limit: 1 })).items;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/messages/${message?.id}`);

  await expect(page.getByRole("button", { name: "Plan redrive" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("You may not make a plan. Ask Ada Admin.").filter({ visible: true })).toBeVisible();
});

const TEAM_QUEUES = ["orders-dlq", "picking-dlq"];

test("somebody of one team sees their team's failures alone, and why the rest is not there", async ({
  page,
  enterAs,
  api,
  headersOf,
  baseURL,
}) => {
  const hers = createClient({ baseUrl: baseURL ?? "", headers: await headersOf("team member") });
  const { items } = await hers.listFailureClasses({ view: "all", limit: 200 });
  expect(items.map(({ queueName }) => queueName)).toContain("orders-dlq");
  expect(items.filter(({ queueName }) => !TEAM_QUEUES.includes(queueName ?? ""))).toEqual([]);
  const foreign = await failureIn(api, "payments-dlq.fifo");
  await expect(hers.getFailureClass({ id: foreign.id })).rejects.toMatchObject({ problem: { status: 404 } });
  const own = await failureIn(api, "orders-dlq");

  await enterAs("team member");
  await page.goto("/?tab=all");
  const failures = page.getByRole("table", { name: "What needs somebody" });
  await expect(failures.locator(`a[href="/failures/${own.id}"]`).first()).toBeVisible();
  await expect(failures.locator(`a[href="/failures/${foreign.id}"]`)).toHaveCount(0);
  await expect(page.getByText("everything is seen")).toHaveCount(0);

  await page.goto("/queues");
  await expect(page.getByRole("link", { name: "orders-dlq" }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "newsletter-dlq" })).toHaveCount(0);
  await page.goto("/accounts");
  await expect(page.getByText("Accounts as a whole are not shown to you.")).toBeVisible();
  await page.goto("/coverage");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("at your resources");
  await expect(page.getByRole("radio", { name: /^Medium [1-9]/ })).toBeVisible();
  await page.goto(`/failures/${own.id}`);
  await expect(page.getByRole("button", { name: "Acknowledge" })).not.toHaveAccessibleDescription(/You may not/);
});

// Paula, because other tests look at the same time at what Vera may not.
test("an admin gives a role over one environment for an hour, with a reason, and takes it back", async ({
  page,
  enterAs,
  api,
}) => {
  test.slow();
  const production = await failureIn(api, "orders-dlq");
  const rehearsal = await failureIn(api, "stock-dlq");
  const REASON = "stands in for Otto tonight";
  await enterAs("approver");
  await expectWhyNoPlan(page, rehearsal.id, /^You may not make a plan\. Ask Ada Admin\.$/);

  await test.step("given", async () => {
    await enterAs("admin");
    const roles = await openRoles(page, "Paula Approver");
    await roles.getByLabel("Role", { exact: true }).selectOption("operator");
    await roles.getByLabel("How long").selectOption({ label: "for an hour" });
    await roles.getByRole("radio", { name: /^Only there/ }).check();
    await roles.getByRole("checkbox", { name: "sat", exact: true }).check();
    await roles.getByLabel("Reason").fill(REASON);
    await roles.getByRole("button", { name: "Give role" }).click();
    await expect(page.getByText("Given. It holds from the next request on.")).toBeVisible();
    const grant = roles.getByRole("listitem").filter({ hasText: "environment sat" });
    await expect(grant).toContainText(/operator · environment sat.*by Ada Admin, ends .*stands in for Otto tonight/s);
  });
  await test.step("it holds there, and nowhere else", async () => {
    await enterAs("approver");
    await page.goto("/settings?tab=rights");
    await expect(page.getByText(/^operator, environment sat, until/).first()).toBeVisible();
    await expectWhyNoPlan(page, rehearsal.id, /^(?!You may not)/);
    await expectWhyNoPlan(page, production.id, /^You may not make a plan here: .* Ask Ada Admin\.$/);
  });
  await test.step("taken back", async () => {
    await enterAs("admin");
    const roles = await openRoles(page, "Paula Approver");
    const grant = roles.getByRole("listitem").filter({ hasText: "environment sat" });
    await grant.getByRole("button", { name: "Take back…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Take back", exact: true }).click();
    await expect(page.getByText("Taken back. It holds from the next request on.")).toBeVisible();
    await expect(grant).toHaveCount(0);
    await enterAs("approver");
    await expectWhyNoPlan(page, rehearsal.id, /^You may not make a plan\. Ask Ada Admin\.$/);
  });
});

async function openRoles(page: Page, name: string) {
  const roles = page.getByRole("dialog", { name });
  await page.goto("/settings?tab=people");
  // Clicked before the page has come alive, the button does nothing yet.
  await expect(async () => {
    await page.getByRole("button", { name: `Roles of ${name}` }).click();
    await expect(roles).toBeVisible({ timeout: 2000 });
  }).toPass();
  return roles;
}

async function expectWhyNoPlan(page: Page, failureId: string, why: RegExp): Promise<void> {
  await page.goto(`/failures/${failureId}`);
  await expect(page.getByRole("button", { name: "Plan redrive" }).first()).toHaveAccessibleDescription(why);
}

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

/** Until a count has not grown for a second. */
async function restOf(count: () => number): Promise<void> {
  let before = -1;
  const hasGrown = () => {
    const now = count();
    const grew = now !== before;
    before = now;
    return grew;
  };
  await expect.poll(hasGrown, { intervals: [1000] }).toBe(false);
}

test("what pages read by themselves stays far below the limit, even when all that changes often changes every second", async ({
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
    await restOf(() => asked.length);
    asked = [];

    await page.clock.fastForward(15_500);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await restOf(() => asked.length);

    // Two windows open at once, each reading everything again every second, and half of the limit to spare.
    const everything = [...new Set(asked)];
    expect.soft(everything.length * 60 * 2, `${path} reads ${everything.join(" ")}`).toBeLessThan(PER_MINUTE.reads / 2);
  }
});
