import { formatPlural } from "@/app/_components/format";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Account } from "@/lib/contract/accounts";

const SHOWN = 6;

/** Which accounts answer, and for those that don't what is missing and how to mend it. */
export function LiveCheck({ accounts }: { accounts: readonly Account[] }) {
  const places = accounts.flatMap((account) => account.regions.map((region) => ({ account, ...region })));
  const blind = places.filter(({ status }) => status === "blind");
  const seen = places.filter(({ status }) => status === "ok").length;
  const unknown = places.length - seen - blind.length;
  if (places.length === 0) return <p className="px-4 py-3 text-ink-2">No account is connected yet.</p>;
  return (
    <div className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <StateLabel status="pass">{formatPlural(seen, "place")} seen</StateLabel>
        {blind.length > 0 ? <StateLabel status="blind">{formatPlural(blind.length, "place")} blind</StateLabel> : null}
        {unknown > 0 ? (
          <StateLabel status="unknown">{formatPlural(unknown, "place")} not looked at yet</StateLabel>
        ) : null}
        <TextLink href="/accounts/access">What works where</TextLink>
      </p>
      <ul className="grid gap-1.5">
        {[...byReason(blind).values()].slice(0, SHOWN).map(({ account, regions, reason, fix }) => (
          <li key={`${account.id} ${reason}`} className="hatch rounded-md bg-unknown-soft px-3 py-2">
            <TextLink href={`/accounts/${account.id}`}>{account.name}</TextLink> in {regions.join(", ")}
            <p className="wrap-anywhere">{reason}</p>
            {fix ? <p className="text-xs wrap-anywhere text-ink-2">{fix}</p> : null}
          </li>
        ))}
      </ul>
      {blind.length > 0 ? (
        <p className="text-xs text-ink-2">They are tried again every minute; the others go on meanwhile.</p>
      ) : null}
    </div>
  );
}

type Blind = Account["regions"][number] & { account: Account };
type Group = { account: Account; regions: string[]; reason: string | null; fix: string | null };

/** Regions of one account that are blind for the same reason, together. */
function byReason(blind: readonly Blind[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { account, region, reason, fix } of blind) {
    const key = `${account.id} ${reason}`;
    const group = groups.get(key) ?? { account, regions: [], reason, fix };
    group.regions.push(region);
    groups.set(key, group);
  }
  return groups;
}
