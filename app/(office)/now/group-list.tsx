"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { FailureCell, FigureCell } from "@/app/_components/tables/cells";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { CauseChip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { FailureGroup } from "@/lib/contract/failure-groups";
import type { GroupBy } from "@/lib/core/failures/group-by";
import { lossOfClass, originWords } from "../failures/class-words";
import type { NowView } from "./now-address";

type Props = { scope: ScopeChoice; view: NowView; by: GroupBy };

const NONE: FailureGroup[] = [];

/** Failures put together; each row opens its failures. j and k move, Enter opens. */
export function GroupList({ scope, view, by }: Props) {
  const { data, error } = useAnswer("groupFailures", { ...scope, view, by });
  const [parameters] = useUrlParams();
  const hrefOf = useMemo(() => {
    const here = parameters.toString();
    return ({ key }: FailureGroup) => {
      const next = new URLSearchParams(here);
      next.set("group", key);
      return `/?${next}`;
    };
  }, [parameters]);
  const columns = useMemo(() => columnsFor(by, hrefOf), [by, hrefOf]);
  const router = useRouter();
  const groups = data?.items ?? NONE;
  const onOpen = useCallback(
    (index: number) => {
      const group = groups[index];
      if (group) router.push(hrefOf(group));
    },
    [groups, hrefOf, router],
  );
  const keys = useListKeys({ count: groups.length, onOpen, group: "Groups" });
  if (error) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <LoadingSkeleton rows={5} />;
  return (
    <>
      <DataTable
        caption="Failures, grouped"
        density="fleet"
        columns={columns}
        rows={groups}
        keyOf={({ key }) => key}
        hrefOf={hrefOf}
        phoneRow={(group) => <PhoneGroup group={group} by={by} />}
        activeIndex={keys.activeIndex}
        rowProps={keys.rowProps}
        empty={<EmptyState title="No failure is in this view." />}
      />
      {data.totalCount > data.items.length ? (
        <p className="px-4 py-2 text-xs text-ink-3">
          The first {formatCount(data.items.length)} of {formatPlural(data.totalCount, "group")}.
        </p>
      ) : null}
    </>
  );
}

function columnsFor(by: GroupBy, hrefOf: (group: FailureGroup) => string): Column<FailureGroup>[] {
  return [
    {
      key: "group",
      header: "Group",
      cell: (group) => (
        <FailureCell
          error={nameOf(group, by)}
          href={hrefOf(group)}
          chip={by === "cause" ? undefined : <Causes kinds={group.causeKinds} />}
          path={group.accountCount > 1 ? formatPlural(group.accountCount, "account") : undefined}
        />
      ),
    },
    {
      key: "failures",
      header: "Failures",
      width: 120,
      isNumber: true,
      cell: (group) => (
        <FigureCell
          value={formatCount(group.classCount)}
          detail={group.newCount > 0 ? `${formatCount(group.newCount)} new` : undefined}
        />
      ),
    },
    {
      key: "messages",
      header: "Messages",
      width: 132,
      isNumber: true,
      cell: (group) => (
        <FigureCell value={formatCount(group.presentCount)} detail={`${formatCount(group.totalCount)} ever`} />
      ),
    },
    {
      key: "since",
      header: "Since",
      width: 120,
      from: "lg",
      cell: (group) => <RelativeTime at={group.firstSeenAt} suffix=" ago" />,
    },
    { key: "loss", header: "Loss clock", width: 104, cell: (group) => <GroupLoss group={group} /> },
  ];
}

function Causes({ kinds }: { kinds: readonly string[] }) {
  const [first, ...others] = kinds;
  if (first === undefined) return null;
  return (
    <>
      <CauseChip cause={first} />
      {others.length > 0 ? <span>and {formatPlural(others.length, "other cause")}</span> : null}
    </>
  );
}

function GroupLoss({ group }: { group: FailureGroup }) {
  const now = useNow(60);
  return <LossClock loss={lossOfClass({ loss: group.loss, perHour: null }, now)} />;
}

function PhoneGroup({ group, by }: { group: FailureGroup; by: GroupBy }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate">{nameOf(group, by)}</span>
        <span className="weight-emphasis">{formatCount(group.presentCount)}</span>
      </span>
      <span className="block truncate text-xs text-ink-2">
        {formatPlural(group.classCount, "failure")}
        {group.newCount > 0 ? ` · ${formatCount(group.newCount)} new` : ""}
      </span>
    </>
  );
}

function nameOf({ key, name }: FailureGroup, by: GroupBy): string {
  if (key === "") return by === "owner" ? "nobody owns them" : "not known";
  return by === "origin" ? originWords(key) : name;
}
