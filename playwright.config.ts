import { defineConfig, devices } from "@playwright/test";
import { chromium } from "./tests/support/chromium.mjs";

const browser = chromium();

export default defineConfig({
  testDir: "tests/e2e",
  // Pictures are made when they are asked for; nothing else is done then.
  ...(process.env.DLO_SCREENSHOTS ? { testMatch: "screenshots.spec.ts" } : { testIgnore: "screenshots.spec.ts" }),
  globalSetup: "./tests/support/e2e-setup.ts",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    // Read when a test starts: the set-up above fills it in.
    baseURL: process.env.DLO_E2E_BASE_URL,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: browser.executablePath,
      env: { ...process.env, ...browser.env } as Record<string, string>,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--font-render-hinting=none",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [{ name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } } }],
});
