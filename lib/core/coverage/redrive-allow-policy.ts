import { z } from "zod";

const schema = z.object({
  redrivePermission: z.enum(["allowAll", "denyAll", "byQueue"]),
  sourceQueueArns: z.array(z.string()).optional(),
});
export type RedriveAllowPolicy = z.infer<typeof schema>;

/** Which queues may dead-letter here, as the queue says; AWS's default, all, where it says nothing that can be read. */
export function redriveAllowPolicyOf(text: string | null): RedriveAllowPolicy {
  try {
    return schema.parse(JSON.parse(text ?? ""));
  } catch {
    return { redrivePermission: "allowAll" }; // nothing is claimed from what cannot be read
  }
}

/** Whether this source may dead-letter here. Account and Region are not looked at. */
export function redriveAllowed(text: string | null, sourceArn: string): boolean {
  const { redrivePermission, sourceQueueArns = [] } = redriveAllowPolicyOf(text);
  return redrivePermission === "allowAll" || (redrivePermission === "byQueue" && sourceQueueArns.includes(sourceArn));
}
