import { createRequire } from "node:module";
import type AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Client, createClient } from "@/lib/contract/client";
import type { DemoDoor } from "@/lib/core/demo";
import { type SignedIn, signInAs } from "../../../jobs/demo/story/people";
import { showTheme } from "../../support/theme";

const PHONE = { width: 390, height: 844 };

type Findings = Pick<Awaited<ReturnType<AxeBuilder["analyze"]>>, "violations">;
type Axe = { run(context: Document, options: object): Promise<Findings> };
const fromBuilder = createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright"));
const AXE: string = fromBuilder("axe-core").source;

interface Visitor {
  /** Signs in as one of the demo's people, without the sign-in page. */
  enterAs(door: DemoDoor): Promise<void>;
  /** What the browser complained about so far: errors in the console, in scripts, and of the content security policy. */
  complaints: string[];
}
interface Worker {
  /** The same API that the pages use, as an admin. */
  api: Client;
  headersOf: (door: DemoDoor) => Promise<SignedIn>;
}

/** A test with a person in a browser. It fails when the page complains, whatever else it shows. */
export const test = base.extend<Visitor, Worker>({
  headersOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern
    async ({}, use) => {
      const known = new Map<DemoDoor, SignedIn>();
      await use(async (door) => {
        const headers = known.get(door) ?? (await signInAs(baseUrl(), door));
        if (!headers) throw new Error(`There is no ${door}`);
        known.set(door, headers);
        return headers;
      });
    },
    { scope: "worker" },
  ],
  api: [
    async ({ headersOf }, use) => use(createClient({ baseUrl: baseUrl(), headers: await headersOf("admin") })),
    { scope: "worker" },
  ],
  complaints: [
    async ({ page }, use) => {
      const heard = await hearComplaints(page);
      await use(heard);
      expect(heard, "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],
  enterAs: async ({ context, headersOf }, use) => {
    await use(async (door) => addCookies(context, await headersOf(door)));
  },
});
export { expect };

/** Axe finds nothing wrong with the page as it stands: by all its rules in the light, by those about colour in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page), "axe, light").toEqual([]);
  await expectReadableInTheDark(page);
  await showTheme(page, "light");
}

/** On a phone the page does not scroll sideways. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const desk = page.viewportSize();
  await expectNoWiderThanPhone(page);
  if (desk) await page.setViewportSize(desk);
}

/** Both, for a page that is done with afterwards: it stays dark and as wide as a phone. */
export async function expectAccessibleToTheEnd(page: Page): Promise<void> {
  expect(await axeFindings(page), "axe, light").toEqual([]);
  await expectReadableInTheDark(page);
  await expectNoWiderThanPhone(page);
}

async function expectReadableInTheDark(page: Page): Promise<void> {
  await showTheme(page, "dark");
  expect(await axeFindings(page, ["color-contrast"]), "axe, dark").toEqual([]);
}

async function expectNoWiderThanPhone(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  await expect.poll(() => tooWide(page), "wider than a phone").toEqual([]);
}

/** What makes the page scroll sideways: none when it does not. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return wide.slice(-5).map((element) => element.outerHTML.slice(0, 200));
  });
}

/** The failure of a dead-letter queue; of several the one whose title begins so. */
export async function failureIn(api: Client, queueName: string, title = "") {
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const found = items.find((one) => one.queueName === queueName && one.title.startsWith(title));
  if (!found) throw new Error(`the shop has no failure ${title} in ${queueName}`);
  return found;
}

/**
 * Axe in the page itself, brought there once: its builder for Playwright would bring it for each look, and open a page
 * more, for frames that we have none of.
 */
async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: Axe };
    const { violations } = await axe.run(document, {
      resultTypes: ["violations"],
      ...(runOnly && { runOnly }),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = "" }) => `${id}: ${html} ${failureSummary}`),
    );
  }, rules);
}

function baseUrl(): string {
  const url = process.env.DLO_E2E_BASE_URL;
  if (!url) throw new Error("DLO_E2E_BASE_URL is not set: the global set-up did not run");
  return url;
}

async function addCookies(context: BrowserContext, { cookie = "" }: SignedIn): Promise<void> {
  const cookies = cookie.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseUrl() };
  });
  // In this order: a page that stands open meanwhile is never without somebody signed in.
  await context.addCookies(cookies);
  for (const { name } of await context.cookies())
    if (!cookies.some((cookie) => cookie.name === name)) await context.clearCookies({ name });
}

async function hearComplaints(page: Page): Promise<string[]> {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => heard.push(`script: ${error.message}`));
  page.on("crash", () => heard.push("the tab crashed"));
  await page.exposeFunction("tellViolation", (text: string) => heard.push(`policy: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
      const { tellViolation } = window as unknown as { tellViolation(text: string): void };
      tellViolation(`${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
  return heard;
}
