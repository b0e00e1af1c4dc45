import { StateLabel } from "@/app/_components/ui/state-label";
import type { VaultItem } from "@/lib/contract/vault";

/** Kept, on its way back, sent back with its copy still here, or erased. */
export function VaultState({ state }: Pick<VaultItem, "state">) {
  if (state === "kept") return <StateLabel status="vault">Kept</StateLabel>;
  if (state === "restoring") return <StateLabel status="running">Restoring</StateLabel>;
  if (state === "erased") return <StateLabel status="skipped">Erased</StateLabel>;
  return <StateLabel status="sent">Restored</StateLabel>;
}
