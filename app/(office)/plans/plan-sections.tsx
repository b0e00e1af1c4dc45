"use client";

import type { ReactNode } from "react";
import { cn } from "@/app/_components/cn";
import { formatDuration, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import { KeyFigures } from "@/app/_components/ui/check-list";
import { Chip } from "@/app/_components/ui/chip";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { Moment } from "@/app/_components/ui/time";
import type { Plan } from "@/lib/contract/plans";
import { nameOfArn } from "@/lib/core/arn";
import { isAboutQueue, isPaced } from "@/lib/core/plans/action";
import { LossTerms } from "./loss-terms";
import { PlanChecks } from "./plan-checks";
import { PriceNote, priceFigure } from "./plan-price";
import type { PlanTerms } from "./plan-request";
import { DuplicatesChoice, RateFigure } from "./plan-terms";
import { ReplaySection } from "./replay-section";
import { StageTerms } from "./stage-terms";
import { WayChoice } from "./way-choice";

type Props = {
  plan: Plan;
  isWholeQueue: boolean;
  isMaking: boolean;
  rateError?: string;
  /** Absent where the plan cannot be made anew. */
  onChange?: (changed: PlanTerms) => void;
  /** Stands before the hash. */
  children?: ReactNode;
};

/** Who and where, checks, stages, terms, hash: in this order, because that is the order in which one decides. */
export function PlanSections({ plan, isWholeQueue, isMaking, rateError, onChange, children }: Props) {
  return (
    <div className={cn("transition-opacity", isMaking && "opacity-60")} aria-busy={isMaking}>
      <DrawerSection>
        <KeyFigures figures={placeFigures(plan)} />
        {plan.isEdited ? (
          <p className="mt-2 text-xs text-ink-2">
            <Chip>edited</Chip> Edited bodies go out instead of the originals, which stay in our records.
          </p>
        ) : null}
      </DrawerSection>
      {plan.replay ? <ReplaySection plan={plan} replay={plan.replay} /> : null}
      {plan.action === "redrive" || plan.replay ? (
        <DrawerSection title={plan.replay ? "Who does what" : "Way back"}>
          <WayChoice plan={plan} isWholeQueue={isWholeQueue} onChange={onChange} />
        </DrawerSection>
      ) : null}
      <PlanChecks plan={plan} onChange={onChange} />
      {plan.replay ? null : plan.action === "rescue" || plan.action === "purge" || plan.change ? (
        <LossTerms plan={plan} />
      ) : (
        <>
          <StageTerms plan={plan} onChange={onChange} />
          <DrawerSection>
            <KeyFigures
              figures={[
                { label: "Rate", value: <RateFigure plan={plan} error={rateError} onChange={onChange} /> },
                { label: "Takes about", value: takesText(plan) },
                priceFigure(plan),
                { label: "Undo", value: `${plan.undoSeconds} s before it starts` },
                { label: "Watched", value: `${formatDuration(plan.observationSeconds)} after` },
              ]}
            />
            <PriceNote plan={plan} />
          </DrawerSection>
        </>
      )}
      {(isPaced(plan.driver) && isAboutQueue(plan.driver)) || plan.driver === "restore" ? (
        <DrawerSection title="When a send gets no answer">
          <DuplicatesChoice plan={plan} onChange={onChange} />
        </DrawerSection>
      ) : null}
      {children}
      <HashLine plan={plan} />
    </div>
  );
}

function placeFigures(plan: Plan) {
  return [
    { label: "Who", value: plan.createdBy },
    {
      label: "Where",
      value: (
        <>
          {plan.accountName} …{plan.awsAccountId.slice(-4)} · {plan.region}{" "}
          {plan.isProduction ? <Chip>production</Chip> : null}
        </>
      ),
    },
    {
      label: "Role",
      value: plan.roleArn ? <span title={plan.roleArn}>{nameOfArn(plan.roleArn)}</span> : "none given",
    },
  ];
}

function takesText(plan: Plan): string {
  if (plan.takesAboutSeconds !== null) return formatDuration(Math.max(1, plan.takesAboutSeconds));
  return plan.driver === "discard" ? "seconds" : "not known";
}

function HashLine({ plan }: { plan: Plan }) {
  const hex = plan.hash.replace("sha256:", "");
  return (
    <DrawerSection>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-xs text-ink-3">Hash</span>
        <code className="machine" title={plan.hash}>
          sha256:{hex.slice(0, 4)} {hex.slice(4, 8)} … {hex.slice(-4)}
        </code>
        <CopyButton text={plan.hash} label="Copy hash" isIconOnly />
        <span className="flex-1" />
        <span className="text-xs text-ink-3">
          {plan.isScopeFrozen
            ? "later arrivals do not change it"
            : plan.replay
              ? "takes what the archive holds of that time"
              : "takes what is there when it starts"}
          {plan.runId ? null : (
            <>
              {" "}
              · expires <Moment at={plan.expiresAt} isPlain />
            </>
          )}
        </span>
      </div>
      {plan.reason ? <p className="mt-1 text-xs text-ink-2">Reason: {plan.reason || NOT_APPLICABLE_TEXT}</p> : null}
    </DrawerSection>
  );
}
