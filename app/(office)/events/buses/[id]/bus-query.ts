import type { InputOf } from "@/lib/contract";

const MOST = 50;

/** The rules of a bus, those that need somebody first. */
export function rulesOfBus(busId: string): InputOf<"listRules"> {
  return { busId, limit: MOST };
}

export function archivesOfBus(busId: string): InputOf<"listArchives"> {
  return { busId, limit: MOST };
}
