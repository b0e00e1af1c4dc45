import { Segmented } from "@/app/_components/ui/segmented";
import type { SettingsTab } from "./settings-tabs";

type Place = SettingsTab | "grouping" | "sign-in" | "approvals" | "alerts" | "privacy";

const SEGMENTS: { value: Place; label: string; href: string }[] = [
  { value: "tokens", label: "API tokens", href: "/settings" },
  { value: "people", label: "People", href: "/settings?tab=people" },
  { value: "roles", label: "Roles", href: "/settings?tab=roles" },
  { value: "rights", label: "My rights", href: "/settings?tab=rights" },
  { value: "sign-in", label: "Sign-in", href: "/settings/sign-in" },
  { value: "grouping", label: "Grouping", href: "/settings/grouping" },
  { value: "approvals", label: "Approvals", href: "/settings/approvals" },
  { value: "alerts", label: "Alerts", href: "/settings/alerts" },
  { value: "privacy", label: "Privacy", href: "/settings/privacy" },
  { value: "pollers", label: "Pollers", href: "/settings?tab=pollers" },
];

/** The pages of the settings. */
export function SettingsSegments({ value }: { value: Place }) {
  return <Segmented label="Settings" segments={SEGMENTS} value={value} className="mb-4" />;
}
