"use client";

import Link from "next/link";
import { formatPlural } from "@/app/_components/format";
import { useRefusalFor } from "@/app/_components/me";
import { onFailure } from "@/app/_components/targets";
import { CauseChip } from "@/app/_components/ui/chip";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { RelativeTime } from "@/app/_components/ui/time";
import { errorLine, isRedrivable, originWords, pathOf, shownCause } from "../failures/class-words";
import { PhoneSteps } from "../failures/phone-steps";
import type { Triage } from "../failures/use-triage";
import type { PlanRequest } from "../plans/plan-request";
import { LossCell, paceText, StateCell } from "./now-cells";
import { addressOf, type NowRow } from "./now-rows";

type Props = { row: NowRow | undefined };

/** On a phone the first class comes whole: loss clock, error and facts. */
export function NowPhoneTop({ row }: Props) {
  if (row?.kind !== "class") return null;
  const { failure } = row;
  return (
    <div className="mb-4 grid gap-3 sm:hidden">
      <div className="flex items-center gap-2">
        <StateCell row={row} />
        <CauseChip cause={shownCause(failure)} />
      </div>
      <section aria-label="Loss clock" className="rounded-lg border bg-surface px-4 py-3">
        <p className="text-xs text-ink-2">First message deleted in</p>
        <LossCell row={row} size="phone" />
        <p className="mt-2 text-xs text-ink-2">{formatPlural(failure.presentCount, "message")} still in the queue</p>
      </section>
      <section aria-label="First failure" className="overflow-hidden rounded-lg border bg-surface">
        <Link href={addressOf(row)} className="machine block bg-sunken px-4 py-3 leading-[19px] wrap-anywhere">
          {errorLine(failure)}
        </Link>
        <DescriptionList
          className="border-t"
          items={[
            { term: "Path", value: pathOf(failure) },
            { term: "Account", value: `${failure.accountName} · ${failure.region}` },
            { term: "Owner", value: failure.owner ?? "nobody" },
            { term: "Origin", value: originWords(failure.originKind) },
            { term: "Pace", value: paceText(failure) },
            { term: "Since", value: <RelativeTime at={failure.firstSeenAt} suffix=" ago" /> },
          ]}
        />
      </section>
    </div>
  );
}

type StepProps = Props & {
  onPlan: (row: NowRow) => void;
  openPlan: (request: PlanRequest, title: string) => void;
  triage: Triage;
};

/** The first safe steps, within reach of a thumb. */
export function NowPhoneStep({ row, onPlan, openPlan, triage }: StepProps) {
  const mayNot = useRefusalFor("plans.create");
  if (row?.kind !== "class") return null;
  const { failure } = row;
  const refusal =
    mayNot(onFailure(failure)) ?? (isRedrivable(failure) ? undefined : "No message of it is known to be in the queue.");
  return <PhoneSteps {...{ failure, triage, refusal, openPlan }} onRedrive={() => onPlan(row)} />;
}
