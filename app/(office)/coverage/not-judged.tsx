import { ButtonLink } from "@/app/_components/ui/button";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";

const SHOWN = 3;

/** What could not be read and was therefore not judged. Blind is never green. */
export function NotJudged({ places }: { places: OutputOf<"getCoverage">["blindPlaces"] }) {
  if (places.length === 0) return null;
  const byPlace = new Map<string, string[]>();
  for (const { accountName, region, feature } of places) {
    const key = `${accountName} · ${region}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), feature]);
  }
  const named = [...byPlace].slice(0, SHOWN).map(([place, features]) => `${place} (${features.join(", ")})`);
  const more = byPlace.size - named.length;
  return (
    <BlindRow
      action={
        <ButtonLink size="sm" href="/accounts/access">
          What is missing
        </ButtonLink>
      }
    >
      Not judged: {named.join("; ")}
      {more > 0 ? ` and ${more} more` : ""}.
    </BlindRow>
  );
}
