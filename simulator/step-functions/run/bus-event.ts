import type { BusEvent } from "../../events/state";
import type { Running } from "./running";

type Entry = Readonly<Record<string, unknown>>;

/** The bus of an entry of PutEvents: named by ARN or name, else the account's default bus. */
export function busArnOf({ machine }: Running, { EventBusName = "default" }: Entry): string {
  const name = String(EventBusName);
  return name.startsWith("arn:") ? name : `arn:aws:events:${machine.region}:${machine.accountId}:event-bus/${name}`;
}

/** The event that an entry becomes; the execution and its machine are among its resources. */
export function eventOf({ world, execution, machine, now }: Running, entry: Entry): BusEvent {
  const { Detail = {}, DetailType, Source, Resources } = entry;
  const own = [machine.arn, execution.arn];
  return {
    version: "0",
    id: world.uuid(),
    "detail-type": String(DetailType ?? ""),
    source: String(Source ?? ""),
    account: machine.accountId,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: machine.region,
    resources: [...(Array.isArray(Resources) ? Resources.map(String) : []), ...own],
    detail: typeof Detail === "string" ? parsed(Detail) : Detail,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A detail that is no JSON travels as text; rules that look into it do not match.
    return text;
  }
}
