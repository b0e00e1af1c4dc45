import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Client } from "@/lib/contract/client";
import { openQueue } from "../../jobs/demo/story/shop-sqs";
import { until } from "../support/eventually";
import { HOSTILE_DEAD_LETTER_QUEUE, parcels } from "./office/hostile-bodies";
import { HOSTILE_MARKUP, RUN } from "./office/hostile-markup";
import { expect, test } from "./office/visitor";

const EVIL = `<img src=x onerror=${RUN}>`;
const ALERTED_MS = 45_000;
const OWNER = `"><script>${RUN}</script>`;

test("hostile text in names, notes, reasons and filters is text on every screen", async ({ page, enterAs, api }) => {
  await enterAs("admin");
  await page.addInitScript(() => Object.assign(window, { pwn: () => Object.assign(window, { __pwned: true }) }));
  const { items: queues } = await api.listQueues({ name: HOSTILE_DEAD_LETTER_QUEUE });
  const { items: messages } = await api.listFailedMessages({ queueId: queues[0]?.id ?? "", limit: 5 });
  const [one, other] = messages;
  const classId = one?.classId ?? "";
  const role = await api.createRole({
    name: EVIL,
    description: HOSTILE_MARKUP.join(" ").slice(0, 200),
    capabilities: ["counts.see"],
  });
  const guest = await api.createUser({
    name: OWNER,
    email: "hostile@demo.invalid",
    password: "correct horse battery",
    role: role.id,
  });
  await api.giveGrant({ subjectKind: "group", subject: `corp:${EVIL}`, role: role.id, reason: OWNER });
  const provider = await api.putProvider({
    key: "hostile",
    name: EVIL,
    issuer: "https://idp.example.com",
    clientId: "x",
    groupsClaim: "groups",
    isOn: false,
  });
  const view = await api.saveView({ name: EVIL, place: "messages", query: `q=${encodeURIComponent(EVIL)}` });
  await api.addClassNote({ id: classId, text: HOSTILE_MARKUP.join("\n").slice(0, 2000) });
  const plan = await api.createPlan({ action: "rescue", selection: { queueId: queues[0]?.id ?? "" }, reason: OWNER });
  await api.commentPlan({ id: plan.id, comment: HOSTILE_MARKUP.join("\n").slice(0, 1000) }).catch(() => undefined);

  const screens = [
    `/failures/${classId}`,
    `/messages?q=${encodeURIComponent(EVIL)}`,
    `/messages/compare?a=${one?.id}&b=${other?.id}`,
    `/approvals/${plan.id}`,
    "/approvals",
    "/audit",
    "/settings?tab=people",
    "/settings?tab=roles",
    "/settings?tab=rights",
    "/settings/sign-in",
    `/sign-in?problem=${encodeURIComponent(EVIL)}&next=${encodeURIComponent(`javascript:${RUN}`)}`,
  ];
  for (const screen of screens) {
    await page.goto(screen);
    await expect(page.getByRole("main"), screen).toBeVisible();
    expect(await page.evaluate(() => "__pwned" in window), screen).toBe(false);
  }

  await page.goto(`/failures/${classId}`);
  await page
    .getByRole("button", { name: /^Assign/ })
    .first()
    .click();
  await page.getByRole("alertdialog").getByRole("textbox").fill(OWNER);
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Assign/ })
    .click();
  await expect(page.getByText(`${OWNER} looks after it.`)).toBeVisible();
  expect(await page.evaluate(() => "__pwned" in window), "a toast").toBe(false);

  await page.evaluate(() => (window as unknown as { pwn(): void }).pwn());
  expect(await page.evaluate(() => "__pwned" in window), "the mark would have been seen").toBe(true);

  await api.assignFailureClass({ id: classId, owner: null });
  await api.removeSavedView({ id: view.id });
  await api.removeProvider({ id: provider.id });
  await api.removeUser({ id: guest.id });
});

test("hostile text in alerts, channels, silences and hand-overs is text on every screen", async ({
  page,
  enterAs,
  api,
}) => {
  await enterAs("admin");
  await page.addInitScript(() => Object.assign(window, { pwn: () => Object.assign(window, { __pwned: true }) }));
  const alert = await aHostileAlert(api);
  const channel = await api.createChannel({
    kind: "webhook",
    name: EVIL,
    config: { url: `http://127.0.0.1:1/${encodeURIComponent(EVIL)}` },
    secret: { signingKey: "0123456789abcdef" },
  });
  await api.testChannel({ id: channel.id });
  const { routes, links } = (await api.getAlertSettings({})).settings;
  await api.putAlertSettings({
    routes: [{ name: OWNER, match: { owner: EVIL }, channels: [EVIL] }, ...routes],
    links: [{ label: EVIL, url: "https://links.example/{queue}/{class}" }, ...links],
  });
  const end = new Date(Date.now() + 3_600_000).toISOString();
  const silence = await api.createSilence({
    about: { match: { name: EVIL }, owner: OWNER },
    reason: OWNER,
    until: end,
  });
  await api.acknowledgeAlert({ id: alert.id, note: HOSTILE_MARKUP.join("\n").slice(0, 500) });
  await api.markAlertNoise({ id: alert.id, isNoise: true, reason: OWNER });
  const note = HOSTILE_MARKUP.join("\n").slice(0, 1000);
  const capsule = await api.createCapsule({ subject: { kind: "alert", id: alert.id }, note });

  const screens = [
    `/alerts/${alert.id}`,
    `/alerts?state=all&owner=${encodeURIComponent(EVIL)}`,
    "/alerts?state=all",
    "/alerts/silences",
    `/capsules/${capsule.id}`,
    "/settings/alerts",
    "/settings/alerts?tab=routes",
    "/settings/alerts?tab=links",
    "/settings/alerts?tab=told",
    "/audit",
  ];
  for (const screen of screens) {
    await page.goto(screen);
    await expect(page.getByRole("main"), screen).toBeVisible();
    expect(await page.evaluate(() => "__pwned" in window), screen).toBe(false);
  }
  await page.goto("/settings/alerts");
  await expect(page.getByText(EVIL).first()).toBeVisible();

  await api.endSilence({ id: silence.id });
  await api.markAlertNoise({ id: alert.id, isNoise: false });
  await api.unacknowledgeAlert({ id: alert.id });
  await api.putAlertSettings({ routes, links });
  await api.removeChannel({ id: channel.id });
});

/** One that tells of a failure whose error message, and so its title, is markup. */
async function aHostileAlert(api: Client) {
  const { sqs, deadLetterUrl } = await openQueue(process.env.DLO_E2E_AWS_ENDPOINT ?? "", parcels);
  const errorMessage = `${EVIL} lost at the last harbour`;
  await sqs.send(new SendMessageCommand({ QueueUrl: deadLetterUrl, MessageBody: JSON.stringify({ errorMessage }) }));
  sqs.destroy();
  const found = await until(() => hostileAmong(api), Boolean, ALERTED_MS);
  if (!found) throw new Error("no alert tells of it");
  return found;
}

/** It may be one reason of several of an alert. */
async function hostileAmong(api: Client) {
  const { items } = await api.listAlerts({ state: "unresolved", limit: 100 });
  const alerts = await Promise.all(items.map(({ id }) => api.getAlert({ id })));
  return alerts.find(({ reasons }) => reasons.some(({ subject }) => subject.name.includes("onerror=")));
}
