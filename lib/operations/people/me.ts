import { ROLES, type Role } from "@/lib/core/access/capabilities";
import { may } from "@/lib/core/actor";
import { question } from "../operation";

export const getMe = question("getMe", async ({ actor, settings }) => ({
  id: actor.id,
  name: actor.name,
  kind: actor.kind === "token" ? ("token" as const) : ("user" as const),
  role: roleOf(actor),
  capabilities: [...actor.capabilities],
  isDemo: settings.isDemo,
  isSimulated: settings.isSimulated,
}));

/** The largest fixed role whose every right the actor has. */
export function roleOf(actor: Parameters<typeof may>[0]): Role {
  const largestFirst = ["admin", "operator", "viewer"] as const;
  return largestFirst.find((role) => ROLES[role].every((capability) => may(actor, capability))) ?? "viewer";
}
