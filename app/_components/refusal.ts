import type { OutputOf } from "@/lib/contract";
import { CAPABILITIES, type Capability, isInstallationWide } from "@/lib/core/access/capabilities";

type Me = OutputOf<"getMe">;
type Place = NonNullable<Me["places"][Capability]>;

/** What an action is done to: its account, and what it speaks of. Without resources only the whole account counts. */
export interface Target {
  readonly accountId: string;
  readonly arns?: readonly (string | null)[];
  /** A queue it speaks of, where the ARN of that is not at hand. */
  readonly queue?: { readonly name: string; readonly region: string };
  /** It may speak of more than is known here, so that only the server can refuse whoever has single resources. */
  readonly isOpenEnded?: boolean;
}

/**
 * Why this person may not do this, or not to this, and whom to ask; undefined when they may. `everything` stands for what
 * concerns all accounts at once. The server checks again.
 */
export function refusalOf(
  me: Pick<Me, "name" | "capabilities" | "places" | "admins">,
  capability: Capability,
  target?: Target | "everything",
): string | undefined {
  const what = CAPABILITIES[capability];
  if (!me.capabilities.includes(capability)) return `You may not ${what}. ${whomToAsk(me)}`;
  const place = me.places[capability];
  if (target === "everything" || isInstallationWide(capability))
    return place?.isEverywhere ? undefined : `This is about all accounts; your role covers a part. ${whomToAsk(me)}`;
  if (target === undefined || (place && reaches(place, target))) return undefined;
  return `You may not ${what} here: your role covers something else. ${whomToAsk(me)}`;
}

function reaches(place: Place, { accountId, arns = [], queue, isOpenEnded }: Target): boolean {
  if (place.isEverywhere || place.accountIds.includes(accountId)) return true;
  const isListedWhole = place.arns.length === place.arnCount;
  if (place.arnCount > 0 && (isOpenEnded || !isListedWhole)) return true;
  return place.arns.some((arn) => arns.includes(arn) || (queue !== undefined && isQueue(arn, queue)));
}

/** By name and Region: the number of the account is not known here. */
function isQueue(arn: string, { name, region }: NonNullable<Target["queue"]>): boolean {
  const [, , service, at, , queueName] = arn.split(":");
  return service === "sqs" && at === region && queueName === name;
}

/** "Ask Ada or Bob." Nobody is told to ask themselves. */
export function whomToAsk({ name, admins }: Pick<Me, "name" | "admins">): string {
  const others = admins.filter((admin) => admin !== name);
  const last = others.at(-1);
  if (last === undefined) return "Ask whoever runs this installation.";
  return `Ask ${others.length > 1 ? `${others.slice(0, -1).join(", ")} or ` : ""}${last}.`;
}
