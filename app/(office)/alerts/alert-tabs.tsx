import { Segmented } from "@/app/_components/ui/segmented";

const TABS = [
  { value: "alerts", label: "Alerts", href: "/alerts" },
  { value: "silences", label: "Silences", href: "/alerts/silences" },
];

/** The alerts, and what is kept silent. */
export function AlertTabs({ here }: { here: "alerts" | "silences" }) {
  return <Segmented label="Alerts" segments={TABS} value={here} />;
}
