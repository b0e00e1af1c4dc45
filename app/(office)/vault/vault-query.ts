import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import type { InputOf } from "@/lib/contract";

const PAGE_SIZE = 50;
export const VAULT_STATES = ["all", "kept", "restoring", "restored", "erased"] as const;
export type VaultState = (typeof VAULT_STATES)[number];

export function stateIn(parameters: Parameters): VaultState {
  return choiceIn(parameters, "state", VAULT_STATES);
}

/** The question that the address of the vault asks. */
export function vaultQuery(parameters: Parameters): InputOf<"listVaultItems"> {
  const state = stateIn(parameters);
  const queueId = parameters.get("queue");
  return { ...(queueId ? { queueId } : {}), ...(state === "all" ? {} : { state }), limit: PAGE_SIZE };
}
