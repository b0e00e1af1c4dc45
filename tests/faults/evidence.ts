import { openBody } from "@/lib/db/bodies";
import { openKeyring } from "@/lib/db/keyring";
import { rows, sql } from "@/lib/db/query";
import { testMasterKey } from "../support/template";
import type { World } from "../support/world";
import type { Evidence, Seeded } from "./invariants";
import { allItems } from "./multiset";
import { effectsOf, messagesIn, type Scene } from "./stage";

/** How a message goes: back, elsewhere, into the vault, or out of the vault. */
export type Way = "mover" | "redirect" | "discard" | "restore";

export interface Case {
  readonly way: Way;
  readonly duplicates: "resend" | "hold";
  readonly isFifo: boolean;
  readonly isEverythingReleased: boolean;
  /** Message ids of the plan. */
  readonly selected: ReadonlySet<string>;
  readonly runId: string;
  readonly takenByOthers?: ReadonlySet<string>;
  readonly metByOthers?: ReadonlySet<string>;
  readonly laidByOthers?: readonly Seeded[];
}

const keyring = openKeyring(testMasterKey);

/** What AWS and the product know after a case. */
export async function gatherEvidence(world: World, scene: Scene, about: Case): Promise<Evidence> {
  const { way, duplicates, isFifo, isEverythingReleased, runId } = about;
  return {
    what: {
      origin: way === "restore" ? "vault" : "queue",
      doneTo: way === "discard" ? "kept" : "sent",
      duplicates,
      isFifo,
      isEverythingReleased,
    },
    seeded: [...scene.seeded, ...(about.laidByOthers ?? [])],
    selected: about.selected,
    run: await world.ask("getRun", { id: runId }),
    items: await allItems(world, runId, "all"),
    named: await allItems(world, runId, "ambiguous"),
    dlq: messagesIn(scene, [scene.dlqName]),
    destinations: messagesIn(scene, scene.destinationNames),
    vault: way === "discard" || way === "restore" ? await vaultBodies(world, scene) : [],
    effects: effectsOf(world, scene),
    dlqName: scene.dlqName,
    takenByOthers: about.takenByOthers ?? new Set(),
    metByOthers: about.metByOthers ?? new Set(),
    nowMs: world.simulator.world.clock.now(),
  };
}

async function vaultBodies(world: World, { queueId }: Scene): Promise<string[]> {
  const kept = await rows<{ bodyId: string }>(
    world.db,
    sql`SELECT body_id FROM vault_item WHERE queue_id = ${queueId}`,
  );
  const bodies = await Promise.all(kept.map(({ bodyId }) => openBody(world.db, keyring, bodyId)));
  return bodies.flatMap((whole) => whole?.body ?? []);
}
