import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { createOffice, type Office } from "@/tests/support/world";
import { type Receiver, startReceiver } from "./receiver";
import { addChannel, channelOf, messageAbout, notificationsOf, queue, workerNow } from "./told-world";

/** Slack's published limits of the blocks that we use. */
const plain = (most: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const markdown = (most: number) => z.strictObject({ type: z.literal("mrkdwn"), text: z.string().min(1).max(most) });
const button = z.strictObject({
  type: z.literal("button"),
  action_id: z.string().max(255),
  text: plain(75),
  url: z.url().max(3000),
});
const payloadSchema = z.strictObject({
  text: z.string().min(1).max(40_000),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
  blocks: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("header"), text: plain(150) }),
        z.strictObject({
          type: z.literal("section"),
          text: markdown(3000).optional(),
          fields: z.array(markdown(2000)).min(1).max(10).optional(),
        }),
        z.strictObject({ type: z.literal("actions"), elements: z.array(button).min(1).max(25) }),
      ]),
    )
    .min(1)
    .max(50),
});

let office: Office;
let slack: Receiver;
let id: string;
const SECRET_PATH = "/services/T000/B000/very-secret-token";
beforeEach(async () => {
  [office, slack] = await Promise.all([createOffice("http://127.0.0.1:1"), startReceiver()]);
  const secret = { webhookUrl: `${slack.url}${SECRET_PATH}` };
  ({ id } = await addChannel(office, { kind: "slack", name: "ops", config: {}, secret }));
});
afterEach(async () => {
  await Promise.all([office.stop(), slack.stop()]);
});
const deliver = async () => deliverNotifications(await workerNow(office));
async function sent(change: Parameters<typeof messageAbout>[1] = {}) {
  await queue(office, id, messageAbout("alr_1", change));
  await deliver();
  const received = slack.received.at(-1);
  return payloadSchema.parse(JSON.parse(received?.body ?? ""));
}

test("a message is within Slack's limits, says the whole of it, and buttons are links", async () => {
  const { blocks, text } = await sent();
  const all = JSON.stringify(blocks);

  expect(text).toContain("A-12");
  for (const part of [
    "47 messages in 5 minutes",
    "payments",
    "in 3 days",
    "charge-card was deployed",
    "R-7 returned",
    "2026-11-20 03:04 UTC",
    "2 more reasons",
  ])
    expect(all).toContain(part);
  const buttons = blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  expect(buttons.map(({ text: label, url }) => [label.text, url])).toEqual([
    ["Open", "https://dlo.example/alerts/alr_1"],
    ["Acknowledge", "https://dlo.example/alerts/alr_1/acknowledge"],
  ]);
  expect(slack.received.map(({ path, method }) => [method, path])).toEqual([["POST", SECRET_PATH]]);
});

test("nobody is mentioned and nothing becomes a link by a text of others", async () => {
  const hostile = "<!channel> <@U123> <https://evil.example|click> & co";
  const { text, blocks } = await sent({
    title: hostile,
    owner: hostile,
    reasons: [
      {
        condition: "class-new",
        subject: hostile,
        sentence: hostile,
        since: "2026-11-20T03:00:00.000Z",
        url: "javascript:alert(1)",
      },
    ],
    links: [{ label: "<!here>", url: "https://x.example/|<!channel>" }],
  });
  const marked = [
    text,
    ...blocks.flatMap((block) =>
      block.type === "section" ? [block.text?.text ?? "", ...(block.fields ?? []).map((one) => one.text)] : [],
    ),
  ].join("\n");

  expect(marked).not.toMatch(/<[!@]/);
  expect(marked).not.toContain("<https://evil");
  expect(marked).not.toContain("javascript:");
  expect(marked).toContain("&lt;!channel&gt;");
});

test.each([10, 1000, 5000])("text of %i characters everywhere stays within the limits", async (length) => {
  const long = "&<é".repeat(length / 3 + 1).slice(0, length);
  const reason = {
    condition: "class-new",
    subject: long,
    sentence: long,
    since: "2026-11-20T03:00:00.000Z",
    url: `https://x.example/${"a".repeat(length)}`,
  };
  const { blocks } = await sent({
    title: long,
    owner: long,
    suspect: long,
    reasons: Array.from({ length: 10 }, () => reason),
    links: Array.from({ length: 20 }, () => ({ label: long, url: reason.url })),
  });

  const sections = JSON.stringify(blocks.filter(({ type }) => type === "section"));
  expect(/&(?!amp;|lt;|gt;)/.exec(sections)?.[0]).toBeUndefined();
  expect(sections.split("•").length).toBeGreaterThan(2);
});

test.each([
  [404, "no_service"],
  [410, "channel_is_archived"],
  [403, "invalid_token"],
])("%i %s: the webhook is gone, the channel is switched off and says why", async (status, body) => {
  slack.answerWith({ status, body });
  await queue(office, id, messageAbout("alr_1"));
  await deliver();

  expect(await channelOf(office, id)).toMatchObject({
    isOn: false,
    offReason: expect.stringContaining(body),
    deadCount: 1,
  });
});

test("429 is tried again after the time that Slack asks for; a payload that it refuses is not", async () => {
  slack.answerWith({ status: 429, headers: { "retry-after": "30" }, body: "rate_limited" });
  await queue(office, id, messageAbout("alr_1"));
  await deliver();
  expect(await notificationsOf(office, id)).toMatchObject([{ state: "waiting" }]);
  const [{ nextAt, queuedAt } = { nextAt: "", queuedAt: "" }] = await notificationsOf(office, id);
  expect(Date.parse(nextAt ?? "") - Date.parse(queuedAt)).toBeGreaterThanOrEqual(30_000);

  slack.answerWith({ status: 400, body: "invalid_payload" });
  await office.ask("testChannel", { id });
  const ctx = await workerNow(office);
  await office.db.$executeRaw`UPDATE channel SET pace_at = NULL, retry_at = NULL`;
  await deliverNotifications(ctx);
  expect((await notificationsOf(office, id)).map(({ state }) => state)).toContain("dead");
});
