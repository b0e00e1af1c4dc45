import type { z } from "zod";
import { channelAnswer } from "@/lib/contract/channel-answers";
import { channelConfigs, channelSecrets } from "@/lib/contract/channel-fields";
import type { Channel } from "@/lib/contract/channels";
import { secretGoesElsewhere } from "@/lib/core/alerts/delivery/secret-goes-to";
import type { ChannelKind } from "@/lib/core/alerts/notification";
import { Conflict, Invalid, NotFound } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { openChannel, putChannelSecret } from "@/lib/db/channel-secrets";
import * as db from "@/lib/db/channels";
import type { Sql, Tx } from "@/lib/db/connect";
import { dropWaiting } from "@/lib/db/notifications";
import { notifyChange, notifyIntent } from "@/lib/db/notify";
import type { Ctx } from "../context";
import { command, question } from "../operation";
import { renameInSettings } from "./rename-in-settings";

export const listChannels = question("listChannels", async (ctx) => ({
  items: (await db.listChannels(ctx.db)).map((row) => viewOf(ctx, row)),
}));

export const createChannel = command("createChannel", async (ctx, tx, input) => {
  const { kind, name, config, secret } = input;
  const id = ctx.newId("channel");
  if (!(await db.insertChannel(tx, { id, kind, name, config }, ctx.actor.name))) throw nameTaken(name);
  await putChannelSecret(tx, ctx.keyring, id, { ...secret });
  const made = await viewedChannel(ctx, tx, id);
  await note(ctx, tx, "channel.created", id, { ...toldOf(made), secretSet: Object.keys(secret) });
  return made;
});

/** Without a secret the old one stays, unless it would be sent to another place now. What waits is tried at once with the new settings; of a channel switched off it is dropped. */
export const updateChannel = command("updateChannel", async (ctx, tx, input) => {
  const before = await db.lockChannel(tx, input.id);
  if (!before) throw new NotFound("channel", input.id);
  if (before.version !== input.version)
    throw new Conflict("settings-changed", "This channel was changed since you looked.", { version: before.version });
  const config = readPart("config", channelConfigs[before.kind], input.config);
  const secret = input.secret && readPart("secret", channelSecrets[before.kind], input.secret);
  const { id, name, isOn } = input;
  if (!secret && secretGoesElsewhere(before.kind, before.config, config)) await refuseKept(ctx, tx, id);
  if (!(await db.changeChannel(tx, id, { name, config, isOn }, ctx.actor.name))) throw nameTaken(name);
  if (secret) await putChannelSecret(tx, ctx.keyring, id, { ...secret });
  await renameInSettings(ctx, tx, before.name, name);
  if (before.isOn && !isOn) await dropWaiting(tx, id);
  const after = await viewedChannel(ctx, tx, id);
  const secretSet = secret ? Object.keys(secret) : [];
  await note(ctx, tx, "channel.changed", id, { before: toldOf(before), after: toldOf(after), secretSet });
  await notifyIntent(tx, { topic: "notifications", id, accountId: null });
  return after;
});

export const removeChannel = command("removeChannel", async (ctx, tx, { id }) => {
  const before = await db.lockChannel(tx, id);
  if (!before) throw new NotFound("channel", id);
  const droppedCount = await dropWaiting(tx, id);
  await db.removeChannel(tx, id, ctx.actor.name);
  await note(ctx, tx, "channel.removed", id, { ...toldOf(before), droppedCount });
  return {};
});

/** Whoever may change an address does not know the secret: it is not handed to an address of their choice. */
async function refuseKept(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  const channel = await openChannel(tx, ctx.keyring, id);
  const message = "must be given again, because it would go to another place than it was given for";
  const fields = Object.keys(channel?.secret ?? {}).map((key) => ({ field: `secret.${key}`, message }));
  const [first] = fields;
  if (first) throw new Invalid(`${first.field}: ${message}`, fields);
}

async function viewedChannel(ctx: Ctx, tx: Sql, id: string): Promise<Channel> {
  const row = await db.findChannel(tx, id);
  if (!row) throw new NotFound("channel", id);
  return viewOf(ctx, row);
}

function viewOf({ settings }: Ctx, row: db.ChannelRow): Channel {
  const answers = ANSWERING.includes(row.kind);
  const path = `/api/v1${channelAnswer.path.replace("{channelId}", row.id)}`;
  return { ...row, answerUrl: answers ? new URL(path, settings.baseUrl).href : null };
}
const ANSWERING: readonly ChannelKind[] = ["pagerduty"];

/** A part of the settings as this kind of channel wants it; what is wrong is told by its place. */
function readPart(part: "config" | "secret", schema: z.ZodType<object>, given: unknown): object {
  const { data, error } = schema.safeParse(given);
  if (data !== undefined) return data;
  const fields = error.issues.map(({ path, message }) => ({ field: [part, ...path.map(String)].join("."), message }));
  const [first] = fields;
  throw new Invalid(first ? `${first.field}: ${first.message}` : `The ${part} is not as documented.`, fields);
}

async function note(
  ctx: Ctx,
  tx: Tx,
  action: "channel.created" | "channel.changed" | "channel.removed",
  id: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, ctx, { action, objectKind: "channel", objectId: id, detail });
  await notifyChange(tx, { topic: "channel", id, accountId: null });
}

/** As the audit log keeps it. What follows the host of a webhook is often a key to it. */
function toldOf({ kind, name, config, isOn }: Pick<Channel, "kind" | "name" | "config" | "isOn">) {
  const { url } = config;
  const isKey = kind === "webhook" && typeof url === "string" && URL.canParse(url);
  return { kind, name, config: isKey ? { ...config, url: `${new URL(url).origin}/…` } : config, isOn };
}

function nameTaken(name: string): Conflict {
  return new Conflict("already-exists", `There is a channel ${name} already.`);
}
