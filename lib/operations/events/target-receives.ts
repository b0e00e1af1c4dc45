import type { EventTestTarget } from "@/lib/contract/event-test";
import { type TargetTransform, type TargetTransforms, targetInput } from "@/lib/core/events/target-input";
import type { RuleTarget } from "@/lib/core/inventory/resource";

export type Receives = EventTestTarget["receives"];

/** What is asked about, with how much of it may still be worked on: an answer has its limits. */
export interface Delivery {
  readonly ruleArn: string;
  /** The event as EventBridge would hand it on, and as whoever asks may see it; undefined where masking left no event. */
  readonly eventText: string;
  readonly shownText: string | undefined;
  readonly mask: (text: string) => string;
  /** What was kept of the rule's transforms; null where whoever asks may not see content, undefined where nothing is kept. */
  readonly transforms: TargetTransforms | null | undefined;
  readonly room: Room;
}
export interface Room {
  characters: number;
}

const MOST_SHOWN = 65_536;
const HIDDEN = "What it receives may hold content of the rule's own: you may not read message bodies here.";
const NOT_KEPT = "Its transform was not read yet, or cannot be opened here: it is known when the rule is read again.";
const NO_ROOM = "There is too much to show at once: ask about fewer rules.";
const MASKED = "What is masked stands where its transform needs the value itself: reveal the message to see it.";

/** What one target would receive, or why that is not told. */
export function receivedBy(target: RuleTarget, delivery: Delivery): Receives {
  if (target.input === "event") return { kind: "event", text: null, isCut: false, why: null };
  const { transforms, room } = delivery;
  if (transforms === null) return untold("hidden", HIDDEN);
  const transform = transforms && Object.hasOwn(transforms, target.id) ? transforms[target.id] : undefined;
  if (!transform) return untold("unknown", NOT_KEPT);
  room.characters -= delivery.eventText.length;
  return room.characters < 0 ? untold("unknown", NO_ROOM) : transformed(transform, delivery);
}

function transformed(transform: TargetTransform, { eventText, shownText, mask, ruleArn, room }: Delivery): Receives {
  const real = targetInput(transform, eventText, ruleArn);
  if (real.kind === "problem") return untold("unknown", `Nobody can say: it ${real.why}.`);
  room.characters -= real.text.length;
  if (room.characters < 0) return untold("unknown", NO_ROOM);
  const shown = shownText === undefined ? undefined : targetInput(transform, shownText, ruleArn);
  if (shown?.kind !== "text") return untold("hidden", MASKED);
  const text = mask(shown.text);
  const isCut = text.length > MOST_SHOWN;
  return { kind: "text", text: isCut ? text.slice(0, MOST_SHOWN).toWellFormed() : text, isCut, why: null };
}

function untold(kind: "hidden" | "unknown", why: string): Receives {
  return { kind, text: null, isCut: false, why };
}
