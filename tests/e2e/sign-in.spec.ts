import { DEMO_USERS } from "@/lib/core/demo";
import { expect, expectAccessible, test } from "./office/visitor";

test("somebody who is not signed in gets the sign-in page, and then the page they wanted", async ({ page }) => {
  await page.goto("/queues?name=orders");
  await page.getByRole("button", { name: "Enter as viewer" }).click();

  await expect(page).toHaveURL(/\/queues\?name=orders$/);
  await expect(page.getByRole("link", { name: "orders-dlq" }).first()).toBeVisible();
});

test("after signing out the pages are closed", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Enter as operator" }).click();
  const signOut = page.getByRole("menuitem", { name: "Sign out" });
  // Clicked before the page has come alive, the button does nothing yet.
  await expect(async () => {
    if (!(await signOut.isVisible())) await page.getByRole("button", { name: /signed in as/ }).click();
    await expect(signOut).toBeVisible({ timeout: 2000 });
  }).toPass();
  await signOut.click();
  await expect(page).toHaveURL(/\/sign-in/);

  await page.goto("/");

  await expect(page).toHaveURL(/\/sign-in/);
});

test("the demo shows five people by one click each, and what each cannot do", async ({ page }) => {
  await page.goto("/sign-in");

  await expect(page.getByRole("button", { name: /^Enter as / })).toHaveCount(5);
  for (const { door, name, cannot } of DEMO_USERS)
    await expect(page.getByRole("button", { name: `Enter as ${door}`, exact: true })).toHaveAccessibleDescription(
      `${name} ${cannot}`,
    );
  await expectAccessible(page);
  await page.getByRole("button", { name: "Enter as team member" }).click();
  await expect(page.getByRole("button", { name: /signed in as/ })).toBeVisible();
});
