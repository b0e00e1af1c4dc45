import { cn } from "@/app/_components/cn";
import { formatPlural } from "@/app/_components/format";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { ClockTime, Moment, RelativeTime } from "@/app/_components/ui/time";
import type { Account } from "@/lib/contract/accounts";

type Region = Account["regions"][number];

/** Each Region of an account: seen, or blind since when, why, and how to mend it. */
export function RegionRows({ account }: { account: Pick<Account, "id" | "regions"> }) {
  return (
    <ul>
      {account.regions.map((region) => (
        <li
          key={region.region}
          className={cn(
            "grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-b px-4 py-2 last:border-b-0 sm:grid-cols-[150px_130px_minmax(0,1fr)]",
            region.status === "blind" && "hatch bg-unknown-soft",
          )}
        >
          <RegionState region={region} />
          <code className="machine leading-5">{region.region}</code>
          {region.status === "blind" ? <Blindness region={region} /> : <Sight accountId={account.id} region={region} />}
        </li>
      ))}
    </ul>
  );
}

function RegionState({ region }: { region: Region }) {
  if (region.status === "ok") return <StateLabel status="pass">Seen</StateLabel>;
  if (region.status === "unknown") return <StateLabel status="unknown">Not looked at</StateLabel>;
  return (
    <StateLabel status="blind">
      <span>
        Blind since <ClockTime at={region.blindSince} precision="minute" isPlain />
      </span>
    </StateLabel>
  );
}

function Sight({ accountId, region }: { accountId: string; region: Region }) {
  if (region.status === "unknown")
    return <span className="col-span-2 text-ink-2 sm:col-span-1">The worker looks within seconds of connecting.</span>;
  return (
    <span className="col-span-2 text-ink-2 sm:col-span-1">
      <TextLink href={`/queues?account=${accountId}&region=${region.region}`}>
        {formatPlural(region.queueCount, "queue")}
      </TextLink>{" "}
      · seen <RelativeTime at={region.seenAt} suffix=" ago" isPlain />
    </span>
  );
}

function Blindness({ region }: { region: Region }) {
  return (
    <div className="col-span-2 grid gap-0.5 rounded-xs bg-unknown-soft px-1 sm:col-span-1">
      <p className="wrap-anywhere">{region.reason ?? "No reason is known."}</p>
      {region.missingAction ? (
        <p className="text-xs text-ink-2">
          Missing: <code className="machine">{region.missingAction}</code>
        </p>
      ) : null}
      {region.fix ? <p className="text-xs wrap-anywhere text-ink-2">{region.fix}</p> : null}
      <p className="text-xs text-ink-2">
        {region.seenAt ? (
          <>
            Last seen <Moment at={region.seenAt} isPlain />, {formatPlural(region.queueCount, "queue")} then.
          </>
        ) : (
          "Never seen."
        )}{" "}
        Tried again every minute.
      </p>
    </div>
  );
}
