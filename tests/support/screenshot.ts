import type { Page } from "@playwright/test";
import { showTheme } from "./theme";

const WINDOWS = { desk: { width: 1440, height: 1000 }, phone: { width: 390, height: 844 } } as const;

/** A picture of the page as it stands, into the folder of `npm run screenshots`; dark ones get a second name. */
export async function screenshot(
  page: Page,
  name: string,
  { window = "desk", isDark = false }: { window?: keyof typeof WINDOWS; isDark?: boolean } = {},
): Promise<void> {
  await page.setViewportSize(WINDOWS[window]);
  await page.mouse.move(0, 0);
  await showTheme(page, isDark ? "dark" : "light");
  await page.evaluate(() => document.fonts.ready);
  const folder = process.env.DLO_SCREENSHOTS ?? "test-results/screenshots";
  await page.screenshot({ path: `${folder}/${name}.png`, animations: "disabled", caret: "hide" });
}
