import { isJsonObject, member, parseJson, rawMember, textMember } from "@/lib/core/messages/json";

/** An event as it must be put on a bus for its consumers to see the same source, type, detail, resources and time. */
export interface PuttableEvent {
  readonly source: string;
  readonly detailType: string;
  /** Its source text: numbers keep their digits. */
  readonly detail: string;
  readonly resources: readonly string[];
  readonly time: Date | null;
}

/** The event that a dead letter holds, or why it cannot be put on a bus, in words after "it". */
export function puttableEvent(
  text: string,
): { readonly kind: "event"; readonly event: PuttableEvent } | { readonly kind: "none"; readonly why: string } {
  const json = parseJson(text);
  const [source, detailType] = [textMember(json, "source"), textMember(json, "detail-type")];
  const detail = isJsonObject(member(json, "detail")) ? rawMember(text, "detail") : undefined;
  if (source === undefined || detailType === undefined || detail === undefined)
    return { kind: "none", why: "is no event: source, detail-type or detail is missing" };
  if (isOfAws(source))
    return { kind: "none", why: `is an event of ${source}: nobody but AWS may put events of its services on a bus` };
  const resources = member(json, "resources");
  const time = new Date(textMember(json, "time") ?? "");
  return {
    kind: "event",
    event: {
      source,
      detailType,
      detail,
      resources: Array.isArray(resources) ? resources.filter((one) => typeof one === "string") : [],
      time: Number.isNaN(time.getTime()) ? null : time,
    },
  };
}

/** AWS keeps this prefix for itself. */
export function isOfAws(source: string): boolean {
  return source.startsWith("aws.");
}
