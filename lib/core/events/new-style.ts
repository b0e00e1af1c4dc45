import { parseArn } from "@/lib/core/arn";

/** What of a custom event bus of the new style (EventBridge v2) an ARN names: the bus, or one of its subscribers. */
export interface NewStyle {
  readonly kind: "bus" | "subscriber";
  readonly name: string;
}

const KINDS: Readonly<Record<string, NewStyle["kind"]>> = { "event-busv2": "bus", subscriber: "subscriber" };

/** Its ARNs end with an id: `event-busv2/NAME/ID`, `subscriber/NAME/ID`. Undefined for anything else. */
export function newStyleOf(arn: string): NewStyle | undefined {
  const { service, resource = "" } = parseArn(arn) ?? {};
  const [type = "", name] = resource.split("/");
  const kind = service === "events" && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind && name ? { kind, name } : undefined;
}

/** Why this version cannot follow events there, and what AWS's own way is; null for anything else. */
export function newStyleWords(arn: string): string | null {
  const found = newStyleOf(arn);
  if (!found) return null;
  const what = found.kind === "bus" ? `${found.name} is a custom event bus` : `${found.name} is a subscriber of one`;
  return `${what} of the new style, which this version recognises and cannot read yet: what happens beyond is unknown here. Such a bus keeps its events itself; AWS's way back is a temporary subscriber that reads the failed ones again.`;
}
