"use client";

import { formatPlural } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { StateLabel } from "@/app/_components/ui/state-label";
import { EmptyState } from "@/app/_components/ui/view-states";
import { useSelection } from "@/app/_components/use-selection";
import type { OutputOf } from "@/lib/contract";
import { ConnectBar } from "./connect-bar";

type Item = OutputOf<"listOrganizationAccounts">["items"][number];

const PRODUCTION = /prd|prod|live/i;

const columns: Column<Item>[] = [
  { key: "name", header: "Account", cell: ({ name }) => name },
  {
    key: "number",
    header: "Number",
    width: 140,
    cell: ({ awsAccountId }) => <code className="machine">{awsAccountId}</code>,
  },
  {
    key: "unit",
    header: "Unit",
    width: 240,
    from: "lg",
    cell: ({ ouPath }) => <span className="text-ink-2">{ouPath}</span>,
  },
  {
    key: "state",
    header: "State",
    width: 132,
    cell: ({ accountId, status }) =>
      accountId ? (
        <StateLabel status="done">Connected</StateLabel>
      ) : (
        <span className="text-ink-2">{status.toLowerCase()}</span>
      ),
  },
];

/** The organisation's accounts to choose from; connected ones cannot be chosen again. */
export function OrganizationTable({ items }: { items: readonly Item[] }) {
  const open = items.filter(({ accountId, status }) => accountId === null && status === "ACTIVE");
  const selection = useSelection(open.map(({ awsAccountId }) => awsAccountId));
  const chosen = open
    .filter(({ awsAccountId }) => selection.selected.has(awsAccountId))
    .map(({ awsAccountId, name, ouPath, tags }) => {
      const environment = tags.environment ?? tags.env ?? "unknown";
      return { awsAccountId, name, environment, isProduction: PRODUCTION.test(`${environment} ${ouPath}`) };
    });
  return (
    <>
      <div className="overflow-hidden rounded-md border">
        <DataTable
          caption="Accounts of the organisation"
          columns={columns}
          rows={[...items]}
          keyOf={({ awsAccountId }) => awsAccountId}
          selection={{
            selected: selection.selected,
            onToggle: selection.toggle,
            onToggleAll: selection.toggleAll,
            nameOf: (key) => `Choose account ${key}`,
          }}
          phoneRow={({ name, awsAccountId }) => (
            <>
              <span>{name}</span>
              <span className="machine text-xs text-ink-3">{awsAccountId}</span>
            </>
          )}
          empty={<EmptyState title="No account matches." evidence="Choose another unit or tag." />}
        />
      </div>
      <ConnectBar
        accounts={chosen}
        source="organization"
        summary={`${formatPlural(chosen.length, "account")} chosen of ${open.length} not yet connected; production is guessed from unit and tag, and can be changed`}
      />
    </>
  );
}
