import type { ChannelKind } from "../notification";

/** Of a channel's settings, where its secret is sent: each of the address, and how open the way there is. */
const WAYS: Readonly<Record<ChannelKind, readonly string[]>> = {
  // Only signs: the key itself is sent nowhere.
  webhook: [],
  // The address is the secret.
  slack: [],
  pagerduty: ["region", "apiUrl"],
  email: ["host", "port", "security"],
  alertmanager: ["url"],
  jira: ["url"],
  github: ["apiUrl"],
};

/**
 * Whether a secret that was given for these settings would go elsewhere by those: to another host or port, or by a way that others
 * may listen at. Another path of the same host is the same place.
 */
export function secretGoesElsewhere(kind: ChannelKind, before: object, after: object): boolean {
  return WAYS[kind].some((key) => placeOf(Reflect.get(before, key)) !== placeOf(Reflect.get(after, key)));
}

function placeOf(value: unknown): string {
  const text = String(value ?? "").toLowerCase();
  return URL.canParse(text) && /^https?:/.test(text) ? new URL(text).origin : text;
}
