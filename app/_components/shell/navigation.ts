import type { IconName } from "../ui/icons";

export type Place = {
  key:
    | "now"
    | "alerts"
    | "search"
    | "losses"
    | "queues"
    | "events"
    | "pipelines"
    | "costs"
    | "coverage"
    | "inventory"
    | "vault"
    | "runs"
    | "approvals"
    | "reviews"
    | "audit"
    | "accounts"
    | "start"
    | "settings";
  label: string;
  href: string;
  icon: IconName;
  /** The chord that goes there. */
  keys: string;
  /** Starts a second group in the rail. */
  isSecondary?: boolean;
};

/** Every place of the main navigation, in order. */
export const places: Place[] = [
  { key: "now", label: "Now", href: "/", icon: "pulse", keys: "g n" },
  { key: "alerts", label: "Alerts", href: "/alerts", icon: "siren", keys: "g t" },
  { key: "search", label: "Search", href: "/messages", icon: "search", keys: "g m" },
  { key: "losses", label: "Loss clock", href: "/losses", icon: "clock", keys: "g l" },
  { key: "queues", label: "Queues", href: "/queues", icon: "lines", keys: "g q" },
  { key: "events", label: "Events", href: "/events", icon: "bus", keys: "g e" },
  { key: "pipelines", label: "Pipelines", href: "/pipelines", icon: "pipe", keys: "g h" },
  { key: "costs", label: "Cost", href: "/costs", icon: "cost", keys: "g b" },
  { key: "coverage", label: "Coverage", href: "/coverage", icon: "shield", keys: "g o" },
  { key: "inventory", label: "Inventory", href: "/inventory", icon: "graph", keys: "g i" },
  { key: "vault", label: "Vault", href: "/vault", icon: "vault", keys: "g v" },
  { key: "runs", label: "Runs", href: "/runs", icon: "runs", keys: "g r" },
  { key: "approvals", label: "Approvals", href: "/approvals", icon: "approve", keys: "g p" },
  { key: "reviews", label: "Review", href: "/reviews", icon: "review", keys: "g w", isSecondary: true },
  { key: "audit", label: "Audit", href: "/audit", icon: "audit", keys: "g a", isSecondary: true },
  { key: "start", label: "First day", href: "/start", icon: "flag", keys: "g f", isSecondary: true },
  { key: "accounts", label: "Accounts", href: "/accounts", icon: "accounts", keys: "g c", isSecondary: true },
  { key: "settings", label: "Settings", href: "/settings", icon: "settings", keys: "g s", isSecondary: true },
];

/** The place a path belongs to; failure classes and incidents belong to Now. */
export function placeOf(pathname: string): Place["key"] {
  const found = places.find(
    (place) => place.href !== "/" && (pathname === place.href || pathname.startsWith(`${place.href}/`)),
  );
  return found?.key ?? "now";
}
