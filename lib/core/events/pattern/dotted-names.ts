import { isJsonObject, type JsonObject, type JsonValue } from "@/lib/core/messages/json";

const KNOWN = new WeakMap<JsonObject, ReadonlySet<string>>();

/**
 * The ways in an event that go through a name with a dot in it, joined with dots: `detail.a.b` for an `a.b` in `detail`. The
 * matcher that AWS publishes joins names in this way, so that it cannot tell them from nested ones. Found out once an event.
 */
export function dottedWays(event: JsonObject): ReadonlySet<string> {
  const known = KNOWN.get(event);
  if (known) return known;
  const ways = new Set<string>();
  collect(event, "", false, ways);
  KNOWN.set(event, ways);
  return ways;
}

function collect(value: JsonValue, way: string, isDotted: boolean, ways: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, way, isDotted, ways);
  else if (isJsonObject(value))
    for (const [name, child] of Object.entries(value))
      collect(child, way === "" ? name : `${way}.${name}`, isDotted || name.includes("."), ways);
  else if (isDotted) ways.add(way);
}
