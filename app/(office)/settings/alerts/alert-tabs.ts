import { choiceIn, type Parameters } from "@/app/_components/page-parameters";

export const ALERT_TABS = ["channels", "routes", "hours", "thresholds", "links", "review", "told"] as const;
export type AlertTab = (typeof ALERT_TABS)[number];

export function alertTabIn(parameters: Parameters): AlertTab {
  return choiceIn(parameters, "tab", ALERT_TABS);
}
