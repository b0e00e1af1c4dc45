import { z } from "zod";
import { CHANNEL_KINDS, NOTIFICATION_STATES } from "@/lib/core/alerts/notification";
import { idPattern } from "@/lib/core/ids";
import { notificationSchema } from "./alert-fields";
import { newChannelSchema } from "./channel-fields";
import { endpoint, isoTime, nothing, page, pageOf } from "./endpoint";

const id = z.string().regex(idPattern("channel"));

export const channelSchema = z
  .object({
    id: z.string(),
    kind: z.enum(CHANNEL_KINDS),
    name: z.string(),
    config: z.record(z.string(), z.unknown()).describe("without anything secret"),
    hasSecret: z.boolean(),
    isOn: z.boolean(),
    offReason: z.string().nullable().describe("why it was switched off by itself, for example 410 Gone"),
    offAt: isoTime.nullable(),
    version: z.number().int().describe("send it back when you change the channel"),
    updatedAt: isoTime,
    updatedByName: z.string().nullable(),
    deliveredAt: isoTime.nullable().describe("the last that got through"),
    failedAt: isoTime.nullable(),
    failure: z.string().nullable(),
    waitingCount: z.number().int(),
    deadCount: z.number().int().describe("given up, and not replayed yet"),
    answerUrl: z.string().nullable().describe("where the other side may send its answers to; null: it has none"),
  })
  .meta({ id: "Channel" });
export type Channel = z.infer<typeof channelSchema>;

export const channels = {
  listChannels: endpoint({
    method: "GET",
    path: "/channels",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Where people are told, and how that goes",
    input: nothing,
    output: z.object({ items: z.array(channelSchema) }),
  }),
  createChannel: endpoint({
    method: "POST",
    path: "/channels",
    status: 201,
    capability: "alerts.manage",
    isForAll: true,
    idempotent: true,
    tag: "alerts",
    summary: "Add a channel; its secret is sealed and never shown again",
    input: newChannelSchema,
    output: channelSchema,
  }),
  updateChannel: endpoint({
    method: "PUT",
    path: "/channels/{id}",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Change a channel; without a secret the old one stays. Switching it on again forgets why it was off",
    input: z.strictObject({
      id,
      version: z.int32(),
      name: z.string().trim().min(1).max(80),
      config: z.record(z.string(), z.unknown()).describe("as its kind wants it"),
      secret: z.record(z.string(), z.unknown()).optional(),
      isOn: z.boolean(),
    }),
    output: channelSchema,
  }),
  removeChannel: endpoint({
    method: "DELETE",
    path: "/channels/{id}",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Remove a channel; what waits for it is dropped, and routes that name it are told of",
    input: z.strictObject({ id }),
    output: nothing,
  }),
  testChannel: endpoint({
    method: "POST",
    path: "/channels/{id}/test",
    status: 202,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "Send a test to a channel, also to one that is off; read what became of it among its notifications",
    input: z.strictObject({ id }),
    output: notificationSchema,
  }),
  listNotifications: endpoint({
    method: "GET",
    path: "/notifications",
    status: 200,
    capability: "alerts.manage",
    isForAll: true,
    tag: "alerts",
    summary: "What channels were told, newest first; dead ones can be replayed",
    input: z.object({
      ...page,
      channelId: id.optional(),
      alertId: z.string().regex(idPattern("alert")).optional(),
      state: z.enum(NOTIFICATION_STATES).optional(),
    }),
    output: pageOf(notificationSchema),
  }),
  replayNotification: endpoint({
    method: "POST",
    path: "/notifications/{id}/replay",
    status: 202,
    capability: "alerts.manage",
    isForAll: true,
    idempotent: true,
    tag: "alerts",
    summary: "Send a dead notification again, under the same dedup key; what it says is as old as it is",
    input: z.strictObject({ id: z.string().regex(idPattern("notification")) }),
    output: notificationSchema,
  }),
};
