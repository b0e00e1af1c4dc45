import { deliver, type Parcel } from "../delivery/deliver";
import type { Delivered } from "../delivery/sender";
import type { World } from "../service";
import { asFunction } from "./as-function";
import type { Emission } from "./behaviour";
import type { LambdaFunction } from "./functions-state";

/** Sends on what a function sends when it succeeds. Says what stood in the way: the function's own call has failed then. */
export function emit(world: World, fn: LambdaFunction, emission: Emission, now: number): Delivered {
  return deliver(world, asFunction(world, fn), emission.to, parcelOf(world, fn, emission, now), now);
}

function parcelOf(world: World, fn: LambdaFunction, emission: Emission, now: number): Parcel {
  const { to, body, attributes, groupId } = emission;
  const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
  if (!to.startsWith("arn:aws:events:")) {
    return { text, attributes, groupId, dedupId: to.endsWith(".fifo") ? world.uuid() : undefined };
  }
  const event = {
    version: "0" as const,
    id: world.uuid(),
    "detail-type": emission.detailType ?? "Function Result",
    source: emission.source ?? fn.name,
    account: fn.accountId,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: fn.region,
    resources: [],
    detail: typeof body === "string" ? parsedDetail(body) : body,
  };
  return { text, event };
}

function parsedDetail(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An event's detail is an object: text that is none is wrapped.
    return { text };
  }
}
