import { Segmented } from "@/app/_components/ui/segmented";
import type { SettingsTab } from "./settings-tabs";

const SEGMENTS: { value: SettingsTab | "grouping"; label: string; href: string }[] = [
  { value: "tokens", label: "API tokens", href: "/settings" },
  { value: "people", label: "People", href: "/settings?tab=people" },
  { value: "roles", label: "Roles", href: "/settings?tab=roles" },
  { value: "rights", label: "My rights", href: "/settings?tab=rights" },
  { value: "grouping", label: "Grouping", href: "/settings/grouping" },
  { value: "pollers", label: "Pollers", href: "/settings?tab=pollers" },
];

/** The pages of the settings. */
export function SettingsSegments({ value }: { value: SettingsTab | "grouping" }) {
  return <Segmented label="Settings" segments={SEGMENTS} value={value} className="mb-4" />;
}
