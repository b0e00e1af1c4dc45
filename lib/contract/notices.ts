import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { NOTICE_KINDS } from "@/lib/core/runs/notice";
import { endpoint, flag, isoTime, page, pageOf } from "./endpoint";

export const noticeSchema = z
  .object({
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    text: z.string().describe("one sentence"),
    runId: z.string(),
    runNumber: z.number().int(),
    accountId: z.string(),
    at: isoTime,
    readAt: isoTime.nullable(),
  })
  .meta({ id: "Notice" });
export type Notice = z.infer<typeof noticeSchema>;

const unreadCount = z.number().int().describe("of all of one's own, not of this page");

export const notices = {
  listNotices: endpoint({
    method: "GET",
    path: "/notices",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "What the runs that one asked for came to, newest first; one's own only",
    input: z.object({ ...page, unread: flag.optional().describe("only those that were not read") }),
    output: pageOf(noticeSchema).extend({ unreadCount }),
  }),
  readNotices: endpoint({
    method: "POST",
    path: "/notices/read",
    status: 200,
    capability: "counts.see",
    tag: "runs",
    summary: "Mark notices of one's own as read: these, or all",
    input: z.strictObject({
      ids: z
        .array(z.string().regex(idPattern("notice")))
        .min(1)
        .max(200)
        .optional(),
    }),
    output: z.object({ unreadCount }),
  }),
};
