import Link from "next/link";
import { Sparkline } from "@/app/_components/charts/sparkline";
import { withScope } from "@/app/_components/shell/scope-address";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import { scoreText } from "./coverage-facts";
import { ScoreTable, worstFirst } from "./score-table";

type Props = { coverage: OutputOf<"getCoverage">; scope: Parameters<typeof withScope>[1] };

/** The score over time, by account and by owner. */
export function Scores({ coverage, scope }: Props) {
  const accounts = worstFirst(coverage.accounts);
  const owners = worstFirst(coverage.owners);
  return (
    <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
      <Trend trend={coverage.trend} />
      <ScoreTable
        title="By account"
        noun="Account"
        rows={accounts.map((row) => ({
          ...row,
          key: row.accountId,
          name: (
            <Link className="hover:underline" href={withScope("/coverage", { accountId: row.accountId })}>
              {row.accountName}
            </Link>
          ),
        }))}
      />
      <ScoreTable
        title="By owner"
        noun="Owner"
        rows={owners.map((row) => ({
          ...row,
          key: row.owner ?? "",
          name: row.owner ? (
            <Link
              className="hover:underline"
              href={withScope(`/coverage?owner=${encodeURIComponent(row.owner)}`, scope)}
            >
              {row.owner}
            </Link>
          ) : (
            <span className="text-ink-3">nobody</span>
          ),
        }))}
      />
    </div>
  );
}

function Trend({ trend }: { trend: Props["coverage"]["trend"] }) {
  const known = trend.filter(({ score }) => score !== null);
  const first = known[0];
  const last = known.at(-1);
  return (
    <Panel title="Covered, by day" className="lg:col-span-2">
      {first && last && known.length > 1 ? (
        <div className="flex items-center gap-4">
          <Sparkline values={trend.map(({ score }) => score)} label="share of covered places by day" />
          <span className="text-ink-2">
            {scoreText(first.score)} on {first.day}, {scoreText(last.score)} now
          </span>
        </div>
      ) : (
        <p className="text-ink-2">One point a day; a line from tomorrow on.</p>
      )}
    </Panel>
  );
}
