import { StateLabel } from "@/app/_components/ui/state-label";
import type { Archive } from "@/lib/contract/event-buses";
import { archiveStatus } from "./archive-words";

type Props = { archive: Pick<Archive, "state" | "stateReason" | "stateWords" | "isReadable" | "deletedAt"> };

const WORDS: Record<string, string> = {
  ENABLED: "Keeping",
  DISABLED: "Disabled",
  CREATING: "Being made",
  UPDATING: "Changing",
  CREATE_FAILED: "Not made",
  UPDATE_FAILED: "Not changed",
};

/** Whether an archive keeps events now; the sentence is in the title. */
export function ArchiveState({ archive: { state, stateReason, stateWords, isReadable, deletedAt } }: Props) {
  if (deletedAt) return <StateLabel status="cancelled">Deleted</StateLabel>;
  if (!isReadable) return <StateLabel status="blind" />;
  return (
    <span title={stateReason ?? stateWords}>
      <StateLabel status={archiveStatus(state)}>{Object.hasOwn(WORDS, state) ? WORDS[state] : state}</StateLabel>
    </span>
  );
}
