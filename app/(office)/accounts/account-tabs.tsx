import { Segmented } from "@/app/_components/ui/segmented";

const TABS = [
  { value: "accounts", label: "Accounts", href: "/accounts" },
  { value: "access", label: "What works where", href: "/accounts/access" },
  { value: "selection", label: "What is looked at", href: "/accounts/selection" },
];

/** The pages about accounts. */
export function AccountTabs({ here }: { here: "accounts" | "access" | "selection" }) {
  return <Segmented label="Accounts" segments={TABS} value={here} className="mb-4" />;
}
