import type { OutputOf } from "@/lib/contract";

/** How much somebody sees: all, whole accounts, nothing but single resources, or nothing at all. */
export type Sight = "everything" | "accounts" | "resources" | "nothing";

export function sightOf({ places }: Pick<OutputOf<"getMe">, "places">): Sight {
  const place = places["counts.see"];
  if (place?.isEverywhere) return "everything";
  if (place && place.accountIds.length > 0) return "accounts";
  return place && place.arnCount > 0 ? "resources" : "nothing";
}
