import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import type { FailedMessage } from "@/lib/contract/failures";

const STATES: Record<FailedMessage["state"], { status: Status; word: string }> = {
  present: { status: "ongoing", word: "In the queue" },
  vaulted: { status: "vault", word: "Only in the vault" },
  redriven: { status: "sent", word: "Redriven" },
  purged: { status: "skipped", word: "Purged" },
  discarded: { status: "vault", word: "In the vault" },
  left: { status: "skipped", word: "Left, not by us" },
  "probably-expired": { status: "unknown", word: "Probably expired" },
};

type Props = { message: Pick<FailedMessage, "state" | "cameBack">; isQuiet?: boolean };

/** Where a message is believed to be; one that came back from a redrive says so. `isQuiet` is for tables full of the usual. */
export function MessageState({ message, isQuiet = false }: Props) {
  const { status, word } = STATES[message.state];
  if (message.state === "present" && message.cameBack) return <StateLabel status="returned">Came back</StateLabel>;
  if (message.state === "present" && isQuiet) return <span className="text-ink-3">{word.toLowerCase()}</span>;
  return <StateLabel status={status}>{word}</StateLabel>;
}

/** Why nothing can be done with a message that is not there; undefined while it is. */
export function goneReason({ state }: Pick<FailedMessage, "state">): string | undefined {
  if (state === "present") return undefined;
  if (state === "discarded" || state === "vaulted") return "It is in the vault; restore it from there.";
  return `It is not in the queue any more: ${STATES[state].word.toLowerCase()}.`;
}
