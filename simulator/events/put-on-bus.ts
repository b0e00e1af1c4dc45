import { mayDeliver } from "../delivery/may-deliver";
import type { Delivered, DeliveryProblem, Sender } from "../delivery/sender";
import { partsOf } from "../delivery/sender";
import { allowsService, verdictOn } from "../iam/resource-policy";
import type { World } from "../service";
import { acceptEvent } from "./delivery/accept-event";
import { type BusPlace, busOf } from "./resources/event-bus";
import type { BusEvent } from "./state";

const ACTION = "events:PutEvents";

/** A bus's policy names accounts and roles more often than services: who else may send is asked below. */
const ANYBODY = JSON.stringify({
  Statement: [{ Effect: "Allow", Principal: "*", Action: ACTION, Resource: "*" }],
});

/**
 * Puts an event on a bus for a service or another bus. It stays as it is: id, account, Region and time are those of its
 * origin. `hops` says how often it has already been handed from bus to bus; it may be once (EventBridge User Guide,
 * "Sending and receiving events between event buses": no routing to a third bus). Within one account the sender's role
 * suffices; without a role, or into another account, the bus's policy must allow the sending account, its role or the
 * service.
 */
export function putOnBus(
  world: World,
  sender: Sender,
  busArn: string,
  event: BusEvent,
  now: number,
  hops = 0,
): Delivered {
  const { accountId, region, resource } = partsOf(busArn);
  const bus: BusPlace = { accountId, region, busName: resource.replace(/^event-bus\//, "") };
  const isFromBus = sender.via === "events";
  if (isFromBus && hops > 0) return thirdHop(sender, bus, event);
  const ownRefusal = mayDeliver(world, sender, ACTION, busArn, ANYBODY, now);
  if (ownRefusal) return ownRefusal;
  const busRefusal = missingOf(world, bus) ?? policyRefusalOf(world, sender, bus, busArn);
  if (busRefusal) return asSeenFrom(sender, bus, busRefusal);
  acceptEvent(world, bus, event, now, { hops: isFromBus ? hops + 1 : hops });
  return undefined;
}

/** AWS names this after accounts even when all buses are in one. */
function thirdHop(sender: Sender, bus: BusPlace, event: BusEvent): DeliveryProblem {
  const code = isOtherRegionOnly(sender, bus) ? "THIRD_REGION_HOP_DETECTED" : "THIRD_ACCOUNT_HOP_DETECTED";
  const message = `Event ${event.id} is refused: it has already been sent from one event bus to another, which can happen only once.`;
  return { kind: "invalid", code, message };
}

function missingOf(world: World, bus: BusPlace): Delivered {
  if (busOf(world, bus)) return undefined;
  return { kind: "missing", code: "ResourceNotFoundException", message: `Event bus ${bus.busName} does not exist.` };
}

function policyRefusalOf(world: World, sender: Sender, bus: BusPlace, busArn: string): Delivered {
  const isTrusted = sender.roleArn !== undefined || sender.mayAllInOwnAccount;
  const policy = busOf(world, bus)?.policy;
  const names = [`arn:aws:iam::${sender.accountId}:root`, ...(sender.roleArn ? [sender.roleArn] : [])];
  const verdict = verdictOn(policy, names, ACTION, busArn, { "aws:principalarn": sender.roleArn });
  if (isTrusted && sender.accountId === bus.accountId && verdict !== "deniedExplicitly") return undefined;
  if (verdict === "allowed" || allowsService(policy, sender, ACTION, busArn)) return undefined;
  const message = `The policy of event bus ${busArn} does not allow ${sender.roleArn ?? sender.accountId} to put events.`;
  return { kind: "permission", code: "AccessDeniedException", message };
}

/** EventBridge has codes of its own for a bus in another account or Region that does not take an event. */
function asSeenFrom(sender: Sender, bus: BusPlace, refusal: DeliveryProblem): DeliveryProblem {
  if (sender.via !== "events") return refusal;
  if (sender.accountId !== bus.accountId) return { ...refusal, code: "CROSS_ACCOUNT_INGESTION_FAILED" };
  return isOtherRegionOnly(sender, bus) ? { ...refusal, code: "CROSS_REGION_INGESTION_FAILED" } : refusal;
}

function isOtherRegionOnly({ sourceArn, accountId }: Sender, bus: BusPlace): boolean {
  return accountId === bus.accountId && partsOf(sourceArn).region !== bus.region;
}
