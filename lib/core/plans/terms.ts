import { nameOfArn } from "@/lib/core/arn";
import { retentionText, type SettingChange } from "../losses/raise-retention";
import type { PlanAction, PlanDriver } from "./action";

/** 10 messages a second, or half of what the destination was seen to drain, whichever is less; never below one in two seconds. */
export function defaultRatePerSecond(drainPerSecond: number | null): number {
  if (drainPerSecond === null || drainPerSecond <= 0) return 10;
  return Math.max(0.5, Math.min(10, Math.round(drainPerSecond * 5) / 10));
}

interface PlanSubject {
  readonly action: PlanAction;
  readonly driver: PlanDriver;
  readonly queue: { readonly name: string };
  readonly chosen: readonly unknown[];
  readonly destinations: readonly { readonly arn: string }[];
  readonly change: SettingChange | null;
}

export function planTitle({ action, driver, queue, chosen, destinations, change }: PlanSubject): string {
  if (action === "rescue") return `Rescue what can be reached in ${queue.name}`;
  if (change)
    return `Raise the retention of ${queue.name} from ${retentionText(Number(change.before))} to ${retentionText(Number(change.after))}`;
  const count = `${chosen.length.toLocaleString("en-US")} ${chosen.length === 1 ? "message" : "messages"}`;
  if (driver === "move-task") return `Redrive all of ${queue.name} by a move task`;
  if (action === "discard") return `Discard ${count} from ${queue.name}`;
  return `${action === "redrive" ? "Redrive" : "Restore"} ${count} to ${placeOf(destinations)}`;
}

/** The way back in one sentence: who does which step, in which order. */
export function wayBackSentence({ action, driver, queue, destinations, change }: PlanSubject): string {
  if (action === "rescue")
    return `We receive what can be reached in ${queue.name}, copy each message whole to the vault, read the copy back, and give the message back. Nothing is deleted; the messages stay and go on ageing.`;
  if (change)
    return `We set ${change.setting} of ${queue.name} from ${change.before} to ${change.after} seconds. No message is received, moved or deleted; those that wait live longer too.`;
  if (driver === "move-task")
    return `SQS itself moves every message of ${queue.name} back to the queue it came from, as one server-side move task.`;
  if (action === "discard")
    return `We copy each message to the vault, verify the copy, then delete it from ${queue.name}. It can be restored from the vault.`;
  if (action === "restore")
    return `We send each message from the vault to ${placeOf(destinations)}, as a new message; the vault keeps its copy.`;
  return `Our mover sends each message to its source queue ${placeOf(destinations)}, waits for the answer, then deletes it from ${queue.name}.`;
}

function placeOf(destinations: readonly { readonly arn: string }[]): string {
  const names = destinations.map((destination) => nameOfArn(destination.arn));
  return names.length > 2 ? `${names.length} source queues` : names.join(" and ") || "an unknown queue";
}
