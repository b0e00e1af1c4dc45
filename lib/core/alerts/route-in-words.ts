import type { Mute } from "./alert";

const MUTED: Readonly<Record<Mute, string>> = {
  silence: "a silence holds",
  maintenance: "a maintenance window is open",
  inhibited: "it follows from something else that is told already",
  "non-production": "it is not in production",
  "no-channel": "no route leads it to a channel",
  backlog: "it was there before anybody looked",
};

const REACHED = {
  somebody: "",
  "nobody-yet": " It has reached nobody yet.",
  nobody: " It reached nobody: every channel refused it, was off, or was given up.",
} as const;

/** Which route an alert took, and why nobody was told where nobody was. */
export function routeInWords(alert: {
  readonly route: string | null;
  readonly mute: Mute | null;
  readonly muteReason: string | null;
  readonly toldAt: string | null;
  /** Whether all of it may be seen: a route may follow from what may not. */
  readonly isWhole: boolean;
  /** What came of telling; null where nothing was sent, or nobody knows any more. */
  readonly reached: keyof typeof REACHED | null;
}): string {
  if (!alert.isWhole) return "A part of it lies outside of what you may see, and so does the way it took.";
  const by = alert.route === null ? "No route matches it" : `By the route ${alert.route}`;
  if (alert.mute !== null) {
    const why = alert.muteReason === null ? MUTED[alert.mute] : `${MUTED[alert.mute]}: ${alert.muteReason}`;
    return `${by}. Nobody ${alert.toldAt === null ? "was" : "is"} told: ${why}${/[.!?]$/.test(why) ? "" : "."}`;
  }
  if (alert.toldAt === null) return `${by}. Nobody was told.`;
  return `${by}.${alert.reached === null ? "" : REACHED[alert.reached]}`;
}
