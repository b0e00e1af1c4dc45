import type { Parameters } from "@/app/_components/page-parameters";
import type { InputOf } from "@/lib/contract";
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from "@/lib/core/audit";

const PAGE_SIZE = 50;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

type Filter = Omit<InputOf<"listAuditEntries">, "limit" | "cursor">;

/** Which entries the address of the audit log names. What is no action, outcome or day there filters nothing. */
export function auditFilterOf(parameters: Parameters): Filter {
  const given = {
    action: AUDIT_ACTIONS.find((action) => action === parameters.get("action")),
    outcome: AUDIT_OUTCOMES.find((outcome) => outcome === parameters.get("outcome")),
    actor: parameters.get("actor"),
    actorId: parameters.get("person"),
    objectId: parameters.get("object"),
    runId: parameters.get("run"),
    since: dayFrom(parameters.get("from"), 0),
    until: dayFrom(parameters.get("to"), DAY_MS),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

/** The question that the address of the audit log asks. */
export function auditQuery(parameters: Parameters): InputOf<"listAuditEntries"> {
  return { ...auditFilterOf(parameters), limit: PAGE_SIZE };
}

/** Where the same entries are as a file. */
export function exportAddress(parameters: Parameters): string {
  const query = new URLSearchParams(auditFilterOf(parameters) as Record<string, string>);
  return `/api/v1/audit/export${query.size > 0 ? `?${query}` : ""}`;
}

/** A day of UTC as the time at which it begins, or, with a day more, at which it is over. */
function dayFrom(text: string | null, plusMs: number): string | undefined {
  if (text === null || !DAY.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : new Date(time + plusMs).toISOString();
}
