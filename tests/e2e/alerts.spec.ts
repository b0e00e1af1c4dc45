import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Client } from "@/lib/contract/client";
import { until } from "../support/eventually";
import { expect, expectAccessible, expectFitsPhone, test } from "./office/visitor";

// They change who is told in the whole installation.
test.describe.configure({ mode: "serial" });

const PHONE = { width: 390, height: 844 };
const OPENED_MS = 45_000;

/** An alert that nobody has. */
async function anOpenAlert(api: Client) {
  const { items } = await until(
    () => api.listAlerts({ state: "open" }),
    ({ items }) => items.length > 0,
    OPENED_MS,
  );
  const [alert] = items;
  if (!alert) throw new Error("no alert is open");
  return alert;
}

/** A server of somebody else that takes what it is told, on loopback. */
async function listener() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      heard.push(body);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/alerts`, heard, close: () => server.close() };
}

test("an alert is opened from its link on a phone, and nothing is answered before somebody presses", async ({
  page,
  enterAs,
  api,
}) => {
  const alert = await anOpenAlert(api);
  await enterAs("operator");
  await page.setViewportSize(PHONE);
  await page.goto(`/alerts/${alert.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(alert.title);
  await expect(page.getByText("Nobody has it").first()).toBeVisible();
  expect((await api.getAlert({ id: alert.id })).state).toBe("open");

  const take = page.getByRole("button", { name: "Acknowledge", exact: true }).filter({ visible: true });
  expect((await take.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await take.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Acknowledged/).first()).toBeVisible();
  await expect.poll(async () => (await api.getAlert({ id: alert.id })).state).toBe("acknowledged");

  await page.getByRole("button", { name: "Hand back" }).filter({ visible: true }).first().click();
  await expect.poll(async () => (await api.getAlert({ id: alert.id })).state).toBe("open");
  await expectFitsPhone(page);
});

test("the list says who has what, and is answered by keyboard", async ({ page, enterAs, api }) => {
  await anOpenAlert(api);
  await enterAs("operator");
  await page.goto("/");
  await expect(page.getByText(/^Live/).first()).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^\d+ alerts? (is|are) open; nobody has /);
  const table = page.getByRole("table", { name: /^Alerts/ });
  await page.getByRole("radio", { name: /^Open/ }).click();
  await expect(page).toHaveURL(/state=open/);
  await expect(
    table
      .getByRole("row")
      .nth(1)
      .getByRole("button", { name: /^Acknowledge/ }),
  ).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByText(/^A-\d+ is yours\./)).toBeVisible();
  await page.getByRole("button", { name: /^Hand back/ }).click();
  await expect(page.getByText("Handed back. Nobody has it.")).toBeVisible();
  await page.goto("/alerts?state=all&noise=true&owner=nobody-at-all");
  await expect(page.getByText("No alert matches.").filter({ visible: true })).toBeVisible();
});

test("a channel is added, its test is sent and what became of it is seen", async ({ page, enterAs, api }) => {
  const other = await listener();
  await enterAs("admin");
  await page.goto("/settings/alerts");
  await page.getByRole("button", { name: "Add a channel" }).click();
  const drawer = page.getByRole("dialog", { name: "A new channel" });
  await drawer.getByRole("button", { name: "Add channel" }).click();
  await expect(drawer.getByText("Fill it in.").first()).toBeVisible();
  await drawer.getByLabel("Name", { exact: true }).fill("Test hook");
  await drawer.getByLabel("Address", { exact: true }).fill(other.url);
  await drawer.getByLabel("Signing key").fill("a-key-of-more-than-16");
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Add channel" }).click();
  await expect(drawer).toBeHidden();

  const send = page.getByRole("button", { name: "Send a test to Test hook" });
  await send.click();
  const row = page.getByRole("listitem").filter({ has: send });
  await expect(row.getByRole("status")).toContainText("Delivered");
  await expect(row).toContainText("Gets through");
  expect(other.heard.join()).toContain("Dead Letter Office tries the channel Test hook");
  await expect(page.getByText("a-key-of-more-than-16")).toHaveCount(0);
  other.close();

  const { items } = await api.listChannels({});
  await api.removeChannel({ id: items.find(({ name }) => name === "Test hook")?.id ?? "" });
});

test("routes are put in order by keyboard and tried before they are saved", async ({ page, enterAs, api }) => {
  const alert = await anOpenAlert(api);
  await enterAs("admin");
  await page.goto("/settings/alerts?tab=routes");
  const before = (await api.getAlertSettings({})).settings.routes;
  for (const name of ["First", "Second"]) {
    await page.getByRole("button", { name: "Add a route" }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Add this route" }).click();
  }
  await page.getByRole("button", { name: "Earlier: Second" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Earlier: Second" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Later: First" })).toHaveAccessibleDescription("It is the last.");

  await page.getByRole("button", { name: "Preview these changes" }).click();
  await expect(page.getByText(/nobody told of \d+ alerts?\./)).toBeVisible();
  await expect(
    page
      .getByRole("link", { name: `A-${alert.number}` })
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expectAccessible(page);
  expect((await api.getAlertSettings({})).settings.routes).toEqual(before);

  await page.getByRole("button", { name: "Save routes" }).click();
  await expect(page.getByText("Saved. It holds from now on.")).toBeVisible();
  await api.putAlertSettings({ routes: before });
});

test("a change of somebody else is shown, not overwritten", async ({ page, enterAs, api, complaints }) => {
  const { links } = (await api.getAlertSettings({})).settings;
  await enterAs("admin");
  await page.goto("/settings/alerts?tab=links");
  await page.getByRole("button", { name: "Add a link" }).click();
  const last = links.length + 1;
  await page.getByLabel(`Label ${last}`).fill("Mine");
  await page.getByLabel(`Address ${last}`).fill("https://mine.example/{messageId}");
  await api.putAlertSettings({ links: [...links, { label: "Theirs", url: "https://theirs.example/" }] });
  await page.getByRole("button", { name: "Save links" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Somebody else changed" })).toBeVisible();
  expect(complaints.splice(0)).toEqual([expect.stringMatching(/status of 409 .*\/alert-settings\)$/)]);
  await page.getByRole("button", { name: "Show theirs" }).click();
  await expect(page.getByLabel(`Label ${last}`)).toHaveValue("Theirs");
  await api.putAlertSettings({ links });
});

test("a silence has an end and a reason, and is ended", async ({ page, enterAs }) => {
  await enterAs("operator");
  await page.goto("/alerts/silences");
  await page.getByRole("button", { name: "Silence…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Silence it" }).click();
  await expect(dialog.getByText("Say what is to be silent.")).toBeVisible();
  await dialog.getByLabel("Queue or rule").fill("no-such-queue-*");
  await dialog.getByLabel("Reason").fill("tried by a test");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Silence it" }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("row").filter({ hasText: "tried by a test" }).first();
  await expect(row).toContainText("Silent now");
  await row.getByRole("button", { name: /^End the silence/ }).click();
  await expect(row).toContainText("Ended");
});

test("what is handed over is frozen words with a link to what is so now", async ({ page, enterAs, api }) => {
  const alert = await anOpenAlert(api);
  await enterAs("operator");
  await page.goto(`/alerts/${alert.id}`);
  await page.getByRole("button", { name: "Hand over…" }).click();
  await page.getByLabel("What whoever takes over should know").fill("Rolled back <b>v418</b>.");
  await page.getByRole("button", { name: "Freeze it" }).click();
  await expect(page).toHaveURL(/\/capsules\/cap_/);
  await expect(page.getByText("Rolled back <b>v418</b>.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "See it as it is now" }).first()).toHaveAttribute(
    "href",
    `/alerts/${alert.id}`,
  );
  await expectAccessible(page);
  await expectFitsPhone(page);
});
