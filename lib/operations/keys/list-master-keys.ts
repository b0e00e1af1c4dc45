import type { Db } from "@/lib/db/connect";
import { findRotation, type RotationState } from "@/lib/db/key-rotation";
import type { Keyring } from "@/lib/db/keyring";
import { currentMasterKeyId, masterKeyUses } from "@/lib/db/master-key";

export interface MasterKeyLine {
  readonly masterKeyId: string;
  readonly isCurrent: boolean;
  /** Whether this process holds it. */
  readonly isHeld: boolean;
  readonly dataKeyCount: number;
  readonly hasRoot: boolean;
}
export interface MasterKeyList {
  readonly keys: readonly MasterKeyLine[];
  readonly rotation: RotationState | undefined;
}

/** Every master key that the database works with, that something is wrapped under, or that this process holds. */
export async function listMasterKeys({ db, keyring }: { db: Db; keyring: Keyring }): Promise<MasterKeyList> {
  const current = await currentMasterKeyId(db, keyring);
  const uses = await masterKeyUses(db);
  const ids = new Set([current, ...uses.map(({ masterKeyId }) => masterKeyId), ...keyring.held]);
  const keys = [...ids].map((masterKeyId) => {
    const use = uses.find((one) => one.masterKeyId === masterKeyId);
    return {
      masterKeyId,
      isCurrent: masterKeyId === current,
      isHeld: keyring.held.includes(masterKeyId),
      dataKeyCount: use?.dataKeyCount ?? 0,
      hasRoot: use?.hasRoot ?? false,
    };
  });
  return { keys, rotation: await findRotation(db) };
}
