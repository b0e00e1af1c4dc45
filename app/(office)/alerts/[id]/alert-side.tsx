import type { ReactNode } from "react";
import { type Description, DescriptionList } from "@/app/_components/ui/description-list";
import { OutsideLink } from "@/app/_components/ui/outside-link";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { AlertDetail } from "@/lib/contract/alerts";

/** What helps to decide: what changed before, what was run, what is written about it, and where else to look. */
export function AlertSide({ alert }: { alert: AlertDetail }) {
  return (
    <Panel title="What to go by" isFlush>
      <DescriptionList items={itemsOf(alert)} />
      {alert.links.length > 0 ? (
        <ul className="grid gap-1.5 border-t px-4 py-3">
          {alert.links.map(({ label, url }) => (
            <li key={`${label} ${url}`}>
              <OutsideLink url={url} className="max-sm:min-h-11">
                {label}
              </OutsideLink>
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function itemsOf(alert: AlertDetail): Description[] {
  const { suspect, lastRun, runbook, owner, team, accountNames, pipelines } = alert;
  return [
    { term: "Suspect", value: suspect ?? <None>nothing changed just before, as far as is known</None> },
    { term: "Last run", value: lastRun ?? <None>none yet</None> },
    {
      term: "Runbook",
      value: runbook ? (
        <OutsideLink url={runbook}>{runbook.replace(/^https?:\/\//, "")}</OutsideLink>
      ) : (
        <None>none is linked</None>
      ),
    },
    { term: "Owner", value: owner ?? <None>nobody</None> },
    ...(team && team !== owner ? [{ term: "Team", value: team }] : []),
    {
      term: "Pipelines",
      value:
        pipelines.length > 0 ? (
          <span className="flex flex-wrap gap-x-2">
            {pipelines.map(({ id, name }) => (
              <TextLink key={id} href={`/pipelines/${id}`}>
                {name}
              </TextLink>
            ))}
          </span>
        ) : (
          <None>none</None>
        ),
    },
    { term: "Accounts", value: accountNames.join(", ") || <None>the whole installation</None> },
  ];
}

function None({ children }: { children: ReactNode }) {
  return <span className="text-ink-3">{children}</span>;
}
