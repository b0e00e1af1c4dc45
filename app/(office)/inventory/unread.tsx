import { formatPlural } from "@/app/_components/format";
import { ButtonLink } from "@/app/_components/ui/button";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";

/** Services that could not be read: what they hold is unknown, not absent. */
export function Unread({ places }: { places: OutputOf<"getInventory">["unreadPlaces"] }) {
  if (places.length === 0) return null;
  const where = new Set(places.map(({ accountName, region }) => `${accountName} · ${region}`));
  const [first] = where;
  return (
    <BlindRow
      action={
        <ButtonLink size="sm" href="/accounts/access">
          What is missing
        </ButtonLink>
      }
    >
      {formatPlural(places.length, "service")} could not be read in{" "}
      {where.size === 1 ? first : formatPlural(where.size, "place")}: what is there is unknown, not absent.
    </BlindRow>
  );
}
