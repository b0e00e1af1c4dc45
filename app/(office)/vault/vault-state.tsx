import { StateLabel } from "@/app/_components/ui/state-label";
import type { VaultItem } from "@/lib/contract/vault";

/** Kept, on its way back, or sent back; the vault keeps its copy in every case. */
export function VaultState({ state }: Pick<VaultItem, "state">) {
  if (state === "kept") return <StateLabel status="vault">Kept</StateLabel>;
  if (state === "restoring") return <StateLabel status="running">Restoring</StateLabel>;
  return <StateLabel status="sent">Restored</StateLabel>;
}
