import type { Client } from "@/lib/contract/client";
import { expect, expectAccessible, test } from "./office/visitor";

/** Every screen by its address; `of` finds an id for those that show one thing. */
const SCREENS: Readonly<Record<string, (api: Client) => Promise<string>>> = {
  Now: async () => "/",
  "Now, everything": async () => "/?tab=all",
  "Now, nothing": async () => "/?tab=resolved",
  "a failure class": async (api) => `/failures/${(await aClass(api)).id}`,
  "a plan": async (api) => `/failures/${(await aClass(api)).id}?plan=new`,
  "a message": async (api) => `/messages/${(await aMessage(api)).id}`,
  Queues: async () => "/queues",
  "a dead-letter queue": async (api) => `/queues/${(await aClass(api)).queueId}`,
  "a source queue": async (api) => `/queues/${(await queueNamed(api, "orders"))?.id}`,
  "a queue nobody reads": async (api) => `/queues/${(await queueNamed(api, "newsletter-dlq"))?.id}`,
  Vault: async () => "/vault",
  Runs: async () => "/runs",
  Audit: async () => "/audit",
  Accounts: async () => "/accounts",
  "an account": async (api) => `/accounts/${(await api.listAccounts({})).items[0]?.id}`,
  "the settings of an account": async (api) => `/accounts/${(await api.listAccounts({})).items[0]?.id}/edit`,
  "a new account": async () => "/accounts/new",
  "API tokens": async () => "/settings",
  People: async () => "/settings?tab=people",
  "own rights": async () => "/settings?tab=rights",
  "Pollers and cost": async () => "/settings?tab=pollers",
  "the meaning of errors": async () => "/docs/errors",
};

async function aClass(api: Client) {
  const { items } = await api.listFailureClasses({ view: "all", limit: 200 });
  const found = items.find(({ queueName }) => queueName === "orders-dlq");
  if (!found) throw new Error("the shop has no failure in orders-dlq");
  return found;
}

async function aMessage(api: Client) {
  const [message] = (await api.listFailedMessages({ classId: (await aClass(api)).id, limit: 1 })).items;
  if (!message) throw new Error("the class has no message");
  return message;
}

async function queueNamed(api: Client, name: string) {
  return (await api.listQueues({ name, limit: 200 })).items.find((queue) => queue.name === name);
}

for (const [name, addressOf] of Object.entries(SCREENS))
  test(`axe finds nothing wrong with the screen: ${name}`, async ({ page, enterAs, api }) => {
    await enterAs("admin");
    await page.goto(await addressOf(api));
    const whole = name === "a plan" ? { name: "Checks" } : { level: 1 };
    await expect(page.getByRole("heading", whole).first()).toBeVisible();

    await expectAccessible(page);
  });

test("axe finds nothing wrong with the sign-in page", async ({ page }) => {
  await page.goto("/sign-in");

  await expectAccessible(page);
});
