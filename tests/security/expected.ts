import type { Person } from "./matrix-people";
import type { Permission } from "./permissions";

/** What an answer says about rights. */
export type Expected = "admitted" | "unknown" | "refused" | "absent";

/** What somebody must get who asks for this. */
export function expectedOf({ of, capability }: Permission, person: Person): Expected {
  if (of === "anybody") return "admitted";
  if (!person.isKnown) return "unknown";
  if (capability !== "signed-in" && !(person.capabilities as readonly string[]).includes(capability)) return "refused";
  if (of === "installation" && person.sees !== "all") return "refused";
  return of === "object" && person.sees === "elsewhere" ? "absent" : "admitted";
}

export function fits(status: number, expected: Expected): boolean {
  if (status >= 500) return false;
  if (expected === "unknown") return status === 401;
  if (expected === "refused") return status === 403;
  return expected === "absent" ? status === 404 : status !== 401 && status !== 403;
}
