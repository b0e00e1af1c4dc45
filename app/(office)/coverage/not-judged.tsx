import { formatPlural } from "@/app/_components/format";
import { ButtonLink } from "@/app/_components/ui/button";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";

const SHOWN = 4;

/** What could not be read and was therefore not judged. Blind is never green. */
export function NotJudged({ places }: { places: OutputOf<"getCoverage">["blindPlaces"] }) {
  if (places.length === 0) return null;
  const regions = new Map<string, Set<string>>();
  for (const { accountName, region } of places)
    regions.set(accountName, (regions.get(accountName) ?? new Set()).add(region));
  const named = [...regions].slice(0, SHOWN).map(([account, found]) => `${account} (${[...found].join(", ")})`);
  const more = regions.size - named.length;
  return (
    <BlindRow
      action={
        <ButtonLink size="sm" href="/accounts/access">
          What is missing
        </ButtonLink>
      }
    >
      Not judged, because {formatPlural(places.length, "service")} could not be read: {named.join("; ")}
      {more > 0 ? ` and ${formatPlural(more, "more account")}` : ""}.
    </BlindRow>
  );
}
