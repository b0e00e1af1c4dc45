import { formatPlural } from "@/app/_components/format";
import { ButtonLink } from "@/app/_components/ui/button";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";

type Props = { places: OutputOf<"listRules">["unreadPlaces"] | undefined };

/** Where EventBridge could not be read: what is there is unknown, not absent. */
export function UnreadPlaces({ places = [] }: Props) {
  const [first] = places;
  if (!first) return null;
  return (
    <BlindRow
      className="mb-4"
      action={
        <ButtonLink size="sm" href="/accounts/access">
          What is missing
        </ButtonLink>
      }
    >
      EventBridge was not read in{" "}
      {places.length === 1 ? `${first.accountName} · ${first.region}` : formatPlural(places.length, "place")}: what is
      there is unknown, not absent.
    </BlindRow>
  );
}
