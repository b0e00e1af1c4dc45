import { defineConfig, devices } from "@playwright/test";
import { chromium } from "./tests/support/chromium.mjs";

const browser = chromium();
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } };
/** Pictures are made when they are asked for; nothing else is done then. */
const PICTURES = "screenshots.spec.ts";
const RUNS = ["runs.spec.ts", "events.spec.ts"];

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/support/e2e-setup.ts",
  outputDir: "test-results",
  // One of them mostly waits, for runs.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
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
  projects: process.env.DLO_SCREENSHOTS
    ? [{ name: "pictures", testMatch: PICTURES, use: desktop }]
    : [
        // Tests of runs wait for one another and for windows that have to pass, so they begin first.
        // One after the other, for stopping all writes stops every run.
        { name: "runs", testMatch: RUNS, workers: 1, use: desktop },
        { name: "desktop", testIgnore: [...RUNS, PICTURES], use: desktop },
      ],
});
