import { expect, test } from "./office/visitor";

test.beforeEach(({ enterAs }) => enterAs("operator"));

// Of the coverage a part from which no other test accepts anything meanwhile: a row would leave.
const LISTS = {
  Now: "/",
  "Loss clock": "/losses",
  Coverage: "/coverage?severity=medium",
  Inventory: "/inventory?kind=rule",
  Events: "/events?name=to-",
};

for (const [name, address] of Object.entries(LISTS))
  test(`j and k move in a list and Enter opens the row: ${name}`, async ({ page }) => {
    await page.goto(address);
    const rows = page.getByRole("row").filter({ has: page.getByRole("cell") });
    await expect(rows.nth(0)).toHaveAttribute("data-active", "true");
    const second = await rows.nth(1).getByRole("link").first().getAttribute("href");

    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await expect(rows.nth(1)).toHaveAttribute("data-active", "true");
    await page.keyboard.press("Enter");

    await expect(page).toHaveURL((url) => url.pathname === second);
  });

test("? shows the keys of the page and Escape closes them", async ({ page }) => {
  await page.goto("/");

  await page.keyboard.press("?");

  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByText("Next row")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});

test("⌘K finds a queue by a part of its name and Enter goes there", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Search, or go to" }).fill("newsletter-d");
  await expect(page.getByRole("option", { name: /newsletter-dlq/ })).toBeVisible();

  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/queues\/q/);
  await expect(page.getByRole("heading", { name: "newsletter-dlq" })).toBeVisible();
});

test("g and a letter go to a place", async ({ page }) => {
  await page.goto("/");
  const places = { q: "/queues", l: "/losses", o: "/coverage", i: "/inventory", f: "/start" };

  for (const [letter, path] of Object.entries(places)) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);

    await expect(page).toHaveURL((url) => url.pathname === path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});
