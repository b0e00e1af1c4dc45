"use client";

import { useAnswer } from "@/app/_components/api";
import { cn } from "@/app/_components/cn";
import { HistoryLink } from "@/app/_components/history-link";
import { Chip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { Icon } from "@/app/_components/ui/icons";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import type { AlertDetail } from "@/lib/contract/alerts";
import { DANGER_SECONDS } from "@/lib/core/failures/loss";
import { alertStatus, SEVERITY_WORDS, STATE_WORDS } from "../alert-words";
import { useAnswers } from "../use-answers";
import { AlertActions } from "./alert-actions";
import { AlertEvents } from "./alert-events";
import { alertFacts } from "./alert-facts";
import { AlertPhone } from "./alert-phone";
import { AlertSide } from "./alert-side";
import { ReasonsPanel } from "./reasons-panel";
import { ToldPanel } from "./told-panel";
import { useAlertDialogs } from "./use-alert-dialogs";

/** One alert: what holds and since when, what to do about it, who was told, and who has it. */
export function AlertScreen({ alert: first }: { alert: AlertDetail }) {
  const alert = useAnswer("getAlert", { id: first.id }, { initialData: first }).data ?? first;
  const answers = useAnswers();
  const dialogs = useAlertDialogs(alert);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Alerts", href: "/alerts" }, { label: `A-${alert.number}` }]}
        title={alert.title}
        lead={<Lead alert={alert} />}
        actions={<AlertActions alert={alert} answers={answers} ask={dialogs.ask} />}
      />
      {answers.problem ? <div className="mb-4">{answers.problem}</div> : null}
      <TimeToLoss alert={alert} />
      <FactStrip label="Facts" size="section" facts={alertFacts(alert)} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <ReasonsPanel alert={alert} />
          <ToldPanel alert={alert} />
        </div>
        <div className="grid min-w-0 gap-4">
          <AlertSide alert={alert} />
          <AlertEvents alert={alert} />
        </div>
      </div>
      <AlertPhone alert={alert} answers={answers} ask={dialogs.ask} />
      {dialogs.dialog}
    </>
  );
}

/** The first thing to know: how long there is. */
function TimeToLoss({ alert }: { alert: AlertDetail }) {
  const { timeToLoss, lossAt, state, reasons } = alert;
  const now = useNow(30);
  if (timeToLoss === null || state === "resolved") return null;
  const isForeseen = reasons.some(({ condition, severity }) => condition === "predicted-loss" && severity === "page");
  const isSoon = lossAt === null ? isForeseen : (Date.parse(lossAt) - now) / 1000 < DANGER_SECONDS;
  return (
    <p className="mb-4 flex items-start gap-2 rounded-lg border bg-surface px-4 py-3 text-lg font-semibold max-sm:text-xl">
      <Icon name="clock" className={cn("mt-[5px]", isSoon ? "text-danger" : "text-warn")} />
      <span className="min-w-0 wrap-anywhere">{timeToLoss}</span>
    </p>
  );
}

function Lead({ alert }: { alert: AlertDetail }) {
  return (
    <>
      <StateLabel status={alertStatus(alert)}>{STATE_WORDS[alert.state]}</StateLabel>
      <Chip>{SEVERITY_WORDS[alert.severity].toLowerCase()}</Chip>
      {alert.isNoise ? <Chip>noise</Chip> : null}
      <LeadDot />
      {alert.state === "acknowledged" ? (
        <span>
          {alert.acknowledgedBy ?? "Somebody"} has it since{" "}
          <RelativeTime at={alert.acknowledgedAt} suffix=" ago" isPlain />
        </span>
      ) : alert.state === "open" ? (
        <span className="weight-emphasis text-ink">Nobody has it</span>
      ) : (
        <span>
          over <RelativeTime at={alert.resolvedAt} suffix=" ago" isPlain />
        </span>
      )}
      <LeadDot />
      <span>{alert.owner ?? "nobody owns it"}</span>
      <HistoryLink object={alert.id} />
    </>
  );
}
