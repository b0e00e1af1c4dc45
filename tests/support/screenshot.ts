import type { Page } from "@playwright/test";

/** A picture of the page: into docs/screenshots/ for `npm run screenshots`, otherwise beside the other test results. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.DLO_SCREENSHOTS ?? "test-results/screenshots";
  await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled" });
}
