import { HOSTILE_DEAD_LETTER_QUEUE } from "./office/hostile-bodies";
import { HOSTILE_MARKUP, RUN } from "./office/hostile-markup";
import { expect, test } from "./office/visitor";

const EVIL = `<img src=x onerror=${RUN}>`;
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
