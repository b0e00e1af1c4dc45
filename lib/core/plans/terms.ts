import { nameOfArn } from "@/lib/core/arn";
import { retentionText, type SettingChange } from "../losses/raise-retention";
import type { PlanAction, PlanDriver } from "./action";
import { WAYS } from "./ways";

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
  readonly places: readonly { readonly arn: string }[];
  readonly change: SettingChange | null;
}

export function planTitle({ action, driver, queue, chosen, places, change }: PlanSubject): string {
  if (action === "rescue") return `Rescue what can be reached in ${queue.name}`;
  if (action === "purge") return `Purge ${queue.name}`;
  if (change)
    return `Raise the retention of ${queue.name} from ${retentionText(Number(change.before))} to ${retentionText(Number(change.after))}`;
  const count = `${chosen.length.toLocaleString("en-US")} ${chosen.length === 1 ? "message" : "messages"}`;
  if (driver === "move-task") return `Redrive all of ${queue.name} by a move task`;
  if (action === "discard") return `Discard ${count} from ${queue.name}`;
  return `${action === "redrive" ? "Redrive" : "Restore"} ${count} to ${placesInWords(places)}`;
}

/** The way back in one sentence: who does which step, in which order. */
export function wayBackSentence({ driver, queue, places, change }: PlanSubject): string {
  if (change)
    return `We set ${change.setting} of ${queue.name} from ${change.before} to ${change.after} seconds. No message is received, moved or deleted; those that wait live longer too.`;
  return WAYS[driver].sentence({ queueName: queue.name, places: placesInWords(places) });
}

function placesInWords(places: readonly { readonly arn: string }[]): string {
  const names = places.map((place) => nameOfArn(place.arn));
  return names.length > 2 ? `${names.length} places` : names.join(" and ") || "an unknown place";
}
