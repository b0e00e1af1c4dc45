import { ID_PREFIXES } from "@/lib/core/ids";

const PLACES: Readonly<Record<string, string>> = {
  [ID_PREFIXES.account]: "/accounts",
  [ID_PREFIXES.queue]: "/queues",
  [ID_PREFIXES.failureClass]: "/failures",
  [ID_PREFIXES.message]: "/messages",
  [ID_PREFIXES.run]: "/runs",
  [ID_PREFIXES.vaultItem]: "/vault",
  [ID_PREFIXES.alert]: "/alerts",
  [ID_PREFIXES.capsule]: "/capsules",
};

/** The page of the thing that an id names; undefined for things without a page. */
export function placeOfId(id: string): string | undefined {
  const place = PLACES[id.split("_")[0] ?? ""];
  return place ? `${place}/${id}` : undefined;
}
