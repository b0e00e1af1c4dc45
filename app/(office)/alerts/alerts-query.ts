import type { Parameters } from "@/app/_components/page-parameters";
import { scopeIn } from "@/app/_components/shell/scope-address";
import type { InputOf } from "@/lib/contract";
import { ALERT_STATES } from "@/lib/core/alerts/alert";
import { CONDITIONS, SEVERITIES } from "@/lib/core/alerts/reason";

const PAGE_SIZE = 50;
const LONGEST_OWNER = 200;
export const ALERT_VIEWS = ["unresolved", ...ALERT_STATES, "all"] as const;
export type AlertView = (typeof ALERT_VIEWS)[number];

/** Which alerts are looked at: those that are not over, unless the address says otherwise. */
export function viewIn(parameters: Parameters): AlertView {
  const asked = parameters.get("state");
  return ALERT_VIEWS.find((view) => view === asked) ?? "unresolved";
}

export function severityIn(parameters: Parameters) {
  return SEVERITIES.find((severity) => severity === parameters.get("severity"));
}

export function conditionIn(parameters: Parameters) {
  return CONDITIONS.find((condition) => condition === parameters.get("condition"));
}

/** A choice of yes and no, or neither. */
export function flagIn(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters.get(name);
  return value === "true" ? true : value === "false" ? false : undefined;
}

export function timeIn(parameters: Parameters, name: string): string | undefined {
  const time = Date.parse(parameters.get(name) ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The question that the address of the alerts asks. */
export function alertsQuery(parameters: Parameters): InputOf<"listAlerts"> {
  const view = viewIn(parameters);
  const { accountId } = scopeIn(parameters);
  return {
    limit: PAGE_SIZE,
    state: view === "all" ? undefined : view,
    severity: severityIn(parameters),
    condition: conditionIn(parameters),
    owner: parameters.get("owner")?.slice(0, LONGEST_OWNER) || undefined,
    pipelineId: parameters.get("pipeline") ?? undefined,
    classId: parameters.get("class") ?? undefined,
    accountId,
    paged: flagIn(parameters, "paged"),
    noise: flagIn(parameters, "noise"),
    from: timeIn(parameters, "from"),
    until: timeIn(parameters, "until"),
  };
}

/** Whether anything but the state narrows the list. */
export function isNarrowed(parameters: Parameters): boolean {
  const { limit: _, state: __, ...rest } = alertsQuery(parameters);
  return Object.values(rest).some((value) => value !== undefined);
}
