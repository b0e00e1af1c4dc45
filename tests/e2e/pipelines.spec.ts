import type { Page } from "@playwright/test";
import type { Client } from "@/lib/contract/client";
import { until } from "../support/eventually";
import { expect, expectAccessible, expectFitsPhone, test } from "./office/visitor";

/** The pipelines are put together once the inventory was read. */
const ASSEMBLED_MS = 30_000;

async function thePipeline(api: Client) {
  const { items } = await until(
    () => api.listPipelines({ limit: 200 }),
    ({ items: known }) => known.length > 0,
    ASSEMBLED_MS,
  );
  const largest = items.toSorted((a, b) => b.partCount - a.partCount)[0];
  if (!largest) throw new Error("the shop has no pipeline");
  return largest;
}

const nodesOf = (page: Page) => page.locator("[data-node]");
const focusedNode = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-node") ?? null);

test("from the list to a pipeline and over its map with the keyboard alone; a link leads back to the same part", async ({
  page,
  enterAs,
  api,
}) => {
  const { id } = await thePipeline(api);
  await enterAs("operator");

  await test.step("j, k and Enter open a pipeline of the list", async () => {
    await page.goto("/pipelines");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("pipeline");
    const rows = page.getByRole("row").filter({ has: page.getByRole("cell") });
    const first = await rows.first().getByRole("link").first().getAttribute("href");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL((url) => url.pathname === first);
  });
  await test.step("arrows follow what leads where, Enter tells of a part, Escape shuts it", async () => {
    await page.goto(`/pipelines/${id}`);
    const map = page.getByRole("group", { name: /^Map of / });
    await expect(nodesOf(page).first()).toBeVisible();
    await map.focus();
    await page.keyboard.press("Tab");
    const entry = await focusedNode(page);
    expect(entry).not.toBeNull();
    await page.keyboard.press("ArrowRight");
    const next = await focusedNode(page);
    expect(next).not.toBe(entry);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: /^About / })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: /^About / })).toBeHidden();
    expect(await focusedNode(page)).toBe(next);
    await page.keyboard.press("Enter");
  });
  await test.step("the address holds the part", async () => {
    await expect(page).toHaveURL(/node=/);
    const told = await page.getByRole("region", { name: /^About / }).getAttribute("aria-label");
    await page.reload();
    await expect(page.getByRole("region", { name: told ?? "" })).toBeVisible();
  });
});

test("the map of all and its table name the same parts, and both can be read by everybody", async ({
  page,
  enterAs,
  api,
}) => {
  await thePipeline(api);
  const { nodes } = await api.getPipelineMap({});
  const arns = new Set(nodes.map(({ arn }) => arn));
  await enterAs("operator");

  await page.goto("/pipelines/map");
  await expect(nodesOf(page).first()).toBeVisible();
  const drawn = await nodesOf(page).evaluateAll((all) =>
    all.map((one) => one.getAttribute("data-node")?.split(" ")[1]),
  );
  expect(new Set(drawn)).toEqual(arns);
  await expectAccessible(page);

  await page.getByRole("radio", { name: "Table" }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/view=table/);
  const rows = page.getByRole("table", { name: "Parts of the map" }).getByRole("row");
  await expect(rows).toHaveCount(arns.size + 1);
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("on a phone the map begins as a table, and the picture is a choice", async ({ page, enterAs, api }) => {
  await thePipeline(api);
  await enterAs("operator");
  await page.setViewportSize({ width: 390, height: 844 });

  await page.goto("/pipelines/map");
  await expect(page.getByRole("list", { name: "Parts of the map" })).toBeVisible();
  await page.getByRole("radio", { name: "Picture" }).filter({ visible: true }).click();
  await expect(nodesOf(page).first()).toBeVisible();
  await expectAccessible(page);
});

test("a filter of the list is in the address, and a link brings the same list back", async ({ page, enterAs, api }) => {
  const { name } = await thePipeline(api);
  await enterAs("operator");

  await page.goto("/pipelines");
  await page.getByRole("searchbox", { name: "Part of a name" }).fill(name);
  await expect(page).toHaveURL(/name=/);
  await page.goto(page.url());

  await expect(page.getByRole("searchbox", { name: "Part of a name" })).toHaveValue(name);
  await expect(page.getByRole("link", { name }).first()).toBeVisible();
});

test("a pipeline gets a name by hand, and without one it is called as its parts say again", async ({
  page,
  enterAs,
  api,
}) => {
  const { id, name } = await thePipeline(api);
  await enterAs("operator");

  await page.goto(`/pipelines/${id}`);
  await page.getByRole("button", { name: "Rename…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Checkout");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Checkout");
  expect((await api.getPipeline({ id })).isNamedByHand).toBe(true);
  await page.getByRole("button", { name: /^Undo/ }).click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  expect(await api.getPipeline({ id })).toMatchObject({ name, isNamedByHand: false });
});

test("an objective that cannot be is refused at its field", async ({ page, enterAs, api }) => {
  const { id } = await thePipeline(api);
  await enterAs("operator");

  await page.goto(`/pipelines/${id}`);
  await page.getByRole("button", { name: "Change…" }).nth(1).click();
  const share = page.getByRole("textbox", { name: "Taken without a dead letter, %" });
  await share.fill("101");
  await page.getByRole("button", { name: "Set objective" }).click();

  await expect(share).toHaveAccessibleDescription("must be a number from 50 to 99.999");
  await expectAccessible(page);
});

test("whoever may only look is told why nothing can be changed", async ({ page, enterAs, api }) => {
  const { id } = await thePipeline(api);
  await enterAs("viewer");

  await page.goto(`/pipelines/${id}`);

  await expect(page.getByRole("button", { name: "Rename…" })).toHaveAccessibleDescription(/^You may not name, merge/);
});
