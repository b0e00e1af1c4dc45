import { choiceIn, type Parameters } from "@/app/_components/page-parameters";

export const SETTINGS_TABS = ["tokens", "people", "roles", "rights", "pollers"] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export function tabIn(parameters: Parameters): SettingsTab {
  return choiceIn(parameters, "tab", SETTINGS_TABS);
}
