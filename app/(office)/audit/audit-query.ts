import type { Parameters } from "@/app/_components/page-parameters";
import type { InputOf } from "@/lib/contract";

const PAGE_SIZE = 50;

/** The question that the address of the audit log asks. */
export function auditQuery(parameters: Parameters): InputOf<"listAuditEntries"> {
  const given = {
    action: parameters.get("action"),
    actor: parameters.get("actor"),
    objectId: parameters.get("object"),
    runId: parameters.get("run"),
  };
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)), limit: PAGE_SIZE };
}
