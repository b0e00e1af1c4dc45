import type { Client } from "@/lib/contract/client";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import { until } from "../support/eventually";
import { aReview } from "./office/a-review";
import { expect, expectAccessible, expectAccessibleToTheEnd, failureIn, test } from "./office/visitor";

// They only look, and each finds what it needs by itself.
test.describe.configure({ mode: "parallel" });

/** Every screen by its address; `of` finds an id for those that show one thing. */
const SCREENS: Readonly<Record<string, (api: Client) => Promise<string>>> = {
  Now: async () => "/",
  "Now, everything": async () => "/?tab=all",
  "Now, nothing": async () => "/?tab=resolved",
  "Now, grouped by cause": async () => "/?by=cause",
  "Now, grouped by error": async () => "/?by=error",
  Alerts: async () => "/alerts",
  "Alerts, all of them": async () => "/alerts?state=all",
  "an alert": async (api) => `/alerts/${(await anAlert(api)).id}`,
  Silences: async () => "/alerts/silences",
  Channels: async () => "/settings/alerts",
  "Alert routes": async () => "/settings/alerts?tab=routes",
  "Staffed hours": async () => "/settings/alerts?tab=hours",
  "Limits of queues": async () => "/settings/alerts?tab=thresholds",
  "Links and heartbeat": async () => "/settings/alerts?tab=links",
  "the schedule of the review": async () => "/settings/alerts?tab=review",
  "what channels were told": async () => "/settings/alerts?tab=told",
  "a hand-over": async (api) =>
    `/capsules/${(await api.createCapsule({ subject: { kind: "class", id: (await aClass(api)).id } })).id}`,
  "the weekly reviews": async (api) => {
    await aReview(api);
    return "/reviews";
  },
  "a weekly review": async (api) => `/reviews/${(await aReview(api)).id}`,
  "a pipeline in a review": async (api) => {
    const { id, pipelines } = await aReview(api);
    return `/reviews/${id}/pipelines/${pipelines[0]?.id}`;
  },
  "what a review is made of": async (api) => `/reviews/${(await aReview(api)).id}/facts`,
  "the meeting, page one": async (api) => `/reviews/${(await aReview(api)).id}/meeting`,
  "the meeting, a pipeline": async (api) => `/reviews/${(await aReview(api)).id}/meeting?at=1`,
  "the meeting, its end": async (api) => `/reviews/${(await aReview(api)).id}/meeting?at=end`,
  Search: async () => "/messages",
  "Search, filtered": async () => "/messages?q=state:present%20cause:schema",
  "an incident": async (api) => `/incidents/${(await api.listIncidents({})).items[0]?.id}`,
  "an incident that is over": async (api) => `/incidents/${(await aClass(api)).id}`,
  "a failure that carries no error": async (api) => `/failures/${(await failureIn(api, "emails-dlq")).id}`,
  "a failure class": async (api) => `/failures/${(await aClass(api)).id}`,
  "a plan": async (api) => `/failures/${(await aClass(api)).id}?plan=new`,
  "a message": async (api) => `/messages/${(await aMessage(api)).id}`,
  "the edit of a message": async (api) => `/messages/${(await aMessage(api)).id}/edit`,
  "the edit of many messages": async (api) => `/failures/${(await aClass(api)).id}/edit`,
  "two messages compared": async (api) => {
    const { items } = await api.listFailedMessages({ classId: (await aClass(api)).id, limit: 2 });
    return `/messages/compare?a=${items[0]?.id}&b=${items[1]?.id}`;
  },
  "a message to compare with": async (api) => `/messages/compare?a=${(await aMessage(api)).id}`,
  Queues: async () => "/queues",
  "a dead-letter queue": async (api) => `/queues/${(await aClass(api)).queueId}`,
  "a FIFO dead-letter queue": async (api) => `/queues/${(await queueNamed(api, "payments-dlq.fifo"))?.id}`,
  "a source queue": async (api) => `/queues/${(await queueNamed(api, "orders"))?.id}`,
  "a queue nobody reads": async (api) => `/queues/${(await queueNamed(api, "newsletter-dlq"))?.id}`,
  Vault: async () => "/vault",
  Runs: async () => "/runs",
  Approvals: async () => "/approvals",
  "an approval": async (api) => `/approvals/${(await api.listApprovals({ view: "waiting" })).items.at(-1)?.id}`,
  "Approvals, decided": async () => "/approvals?view=decided",
  "Approval rules": async () => "/settings/approvals",
  Audit: async () => "/audit",
  Accounts: async () => "/accounts",
  "an account": async (api) => `/accounts/${(await api.listAccounts({})).items[0]?.id}`,
  "the settings of an account": async (api) => `/accounts/${(await api.listAccounts({})).items[0]?.id}/edit`,
  "a new account": async () => "/accounts/new",
  "API tokens": async () => "/settings",
  People: async () => "/settings?tab=people",
  Roles: async () => "/settings?tab=roles",
  "own rights": async () => "/settings?tab=rights",
  "Sign-in": async () => "/settings/sign-in",
  Privacy: async () => "/settings/privacy",
  Grouping: async () => "/settings/grouping",
  "Pollers and cost": async () => "/settings?tab=pollers",
  "Loss clock": async () => "/losses",
  Coverage: async () => "/coverage",
  "Coverage, scores": async () => "/coverage?view=scores",
  "Coverage, accepted": async () => "/coverage?show=accepted",
  "a finding": async (api) => `/coverage/${(await api.listFindings({ limit: 1 })).items[0]?.id}`,
  Inventory: async () => "/inventory",
  "a rule": async (api) => `/inventory/${(await aResource(api, "rule")).id}`,
  "a function": async (api) => `/inventory/${(await aResource(api, "function")).id}`,
  Events: async () => "/events",
  "Events, one that fails": async () => "/events?state=failing",
  Buses: async () => "/events/buses",
  "an event bus": async (api) => `/events/buses/${(await busNamed(api, "shop-events"))?.id}`,
  "the test of an event": async (api) => `/events/buses/${(await busNamed(api, "shop"))?.id}/test`,
  Archives: async () => "/events/archives",
  "an archive": async (api) => `/events/archives/${(await anArchive(api)).id}`,
  "the replay of an archive": async (api) => `/events/archives/${(await anArchive(api)).id}/replay`,
  "the replay of an archive to every rule": async (api) => `/events/archives/${(await anArchive(api)).id}/replay?all=1`,
  Replays: async () => "/events/replays",
  Pipelines: async () => "/pipelines",
  "Pipelines, one that fails": async () => "/pipelines?state=failing",
  "a pipeline": async (api) => `/pipelines/${(await api.listPipelines({ limit: 1 })).items[0]?.id}`,
  "the map of the pipelines": async () => "/pipelines/map?view=map",
  "what belongs to no pipeline": async () => "/pipelines/unassigned",
  "an EventBridge rule": async (api) => `/events/rules/${(await api.listRules({ name: "to-carrier" })).items[0]?.id}`,
  Cost: async () => "/costs",
  "Own cost": async () => "/costs/own",
  Prices: async () => "/costs/prices",
  Bills: async () => "/costs/bills",
  Changes: async () => "/inventory/changes",
  "First day": async () => "/start",
  "What works where": async () => "/accounts/access",
  "What is looked at": async () => "/accounts/selection",
  "the meaning of errors": async () => "/docs/errors",
};

const aClass = (api: Client) => failureIn(api, "orders-dlq");

async function anAlert(api: Client) {
  const { items } = await until(
    () => api.listAlerts({ limit: 1 }),
    ({ items }) => items.length > 0,
    45_000,
  );
  const [alert] = items;
  if (!alert) throw new Error("no alert was opened");
  return alert;
}

async function aMessage(api: Client) {
  const [message] = (await api.listFailedMessages({ classId: (await aClass(api)).id, limit: 1 })).items;
  if (!message) throw new Error("the class has no message");
  return message;
}

async function aResource(api: Client, kind: ResourceKind) {
  const [resource] = (await api.listResources({ kind, limit: 1 })).items;
  if (!resource) throw new Error(`the shop has no ${kind}`);
  return resource;
}

async function anArchive(api: Client) {
  const [archive] = (await api.listArchives({ name: "everything" })).items;
  if (!archive) throw new Error("the shop has no archive");
  return archive;
}

async function busNamed(api: Client, name: string) {
  return (await api.listBuses({ name, limit: 200 })).items.find((bus) => bus.name === name);
}

async function queueNamed(api: Client, name: string) {
  return (await api.listQueues({ name, limit: 200 })).items.find((queue) => queue.name === name);
}

for (const [name, addressOf] of Object.entries(SCREENS))
  test(`axe finds nothing wrong with the screen, and it fits a phone: ${name}`, async ({ page, enterAs, api }) => {
    await enterAs("admin");
    await page.goto(await addressOf(api));
    const whole = name === "a plan" ? { name: "Checks" } : { level: 1 };
    await expect(page.getByRole("heading", whole).first()).toBeVisible();

    await expectAccessibleToTheEnd(page);
  });

test("axe finds nothing wrong with the sign-in page", async ({ page }) => {
  await page.goto("/sign-in");

  await expectAccessible(page);
});
