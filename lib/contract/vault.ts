import { z } from "zod";
import { idPattern } from "@/lib/core/ids";
import { endpoint, isoTime, page, pageOf } from "./endpoint";
import { messageBodySchema } from "./message-body";

export const vaultItemSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    region: z.string(),
    queueId: z.string(),
    queueName: z.string(),
    messageId: z.string(),
    messageRowId: z.string(),
    classId: z.string(),
    classTitle: z.string(),
    sourceQueueArn: z.string().nullable(),
    reason: z.string(),
    state: z.enum(["kept", "restoring", "restored", "erased"]),
    bodyBytes: z.number().int(),
    storedAt: isoTime,
    storedByRunId: z.string().nullable().describe("null: the queue was drained; no run took it"),
    restoredAt: isoTime.nullable(),
    restoredRunId: z.string().nullable(),
    drainedAt: isoTime.nullable().describe("vault mode: when it was committed here, before its delete"),
    deletedAt: isoTime.nullable().describe("when its delete from the queue was proved; null: it may still be there"),
    deleteError: z.string().nullable().describe("why its delete is not proved"),
    hasSecondCopy: z.boolean().describe("a verified copy lies in the second bucket"),
    erasedAt: isoTime.nullable(),
    erasedBy: z.string().nullable(),
  })
  .meta({ id: "VaultItem" });
export type VaultItem = z.infer<typeof vaultItemSchema>;

const vaultItemId = { id: z.string().regex(idPattern("vaultItem")) };

export const vault = {
  listVaultItems: endpoint({
    method: "GET",
    path: "/vault",
    status: 200,
    capability: "counts.see",
    tag: "vault",
    summary: "Messages that we keep whole, newest first",
    input: z.object({
      ...page,
      queueId: z.string().optional(),
      state: z.enum(["kept", "restoring", "restored", "erased"]).optional(),
    }),
    output: pageOf(vaultItemSchema),
  }),
  getVaultItem: endpoint({
    method: "GET",
    path: "/vault/{id}",
    status: 200,
    capability: "counts.see",
    tag: "vault",
    summary: "One vault item without its body",
    input: z.object(vaultItemId),
    output: vaultItemSchema,
  }),
  getVaultBody: endpoint({
    method: "GET",
    path: "/vault/{id}/body",
    status: 200,
    capability: "bodies.read",
    tag: "vault",
    summary: "Body and attributes of a vault item; each reading is audited",
    input: z.object(vaultItemId),
    output: messageBodySchema,
  }),
};
