import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { SEVERITIES, type Severity } from "@/lib/core/coverage/rule";

const PAGE_SIZE = 100;

export function severityIn(parameters: Parameters): Severity | undefined {
  return SEVERITIES.find((severity) => severity === parameters.get("severity"));
}

/** The question that the address of the findings asks. */
export function findingsQuery(parameters: Parameters): InputOf<"listFindings"> {
  const severity = severityIn(parameters);
  const rule = parameters.get("rule");
  const owner = parameters.get("owner");
  return {
    ...scopeIn(parameters),
    ...(severity ? { severity } : {}),
    ...(rule ? { rule } : {}),
    ...(owner ? { owner } : {}),
    ...(parameters.get("show") === "accepted" ? { isSuppressed: true } : {}),
    limit: PAGE_SIZE,
  };
}
