"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { PageHeader } from "@/app/_components/ui/page-header";
import { TextLink } from "@/app/_components/ui/text-link";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Archive, EventRule } from "@/lib/contract/event-buses";
import { usePlanDrawer } from "../../../../plans/use-plan-drawer";
import { PreviewPanel } from "./preview-panel";
import { type ReplayWish, selectionOf, whyNot, wishIn } from "./replay-wish";
import { RuleChoice } from "./rule-choice";
import { TimeChoice } from "./time-choice";

type Props = { archive: Archive; rules: EventRule[]; first: ReplayWish };

/** What a replay is to send again, to whom, and what that would set in motion, before there is a plan. */
export function ReplayScreen({ archive, rules, first }: Props) {
  const { wish, change } = useWish(first);
  const { openPlan, drawer } = usePlanDrawer();
  const missing = whyNot(wish);
  const { archiveId: id, ...selection } = selectionOf(archive.id, wish);
  const preview = useAnswer("previewReplay", { id, ...selection }, { isEnabled: missing === undefined });
  const plan = () =>
    openPlan({ action: "replay", selection: selectionOf(archive.id, wish) }, `Replay events of ${archive.name}`);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Events", href: "/events" },
          { label: "Archives", href: "/events/archives" },
          { label: archive.name, href: `/events/archives/${archive.id}` },
          { label: "Replay" },
        ]}
        title={`Replay events of ${archive.name}.`}
        lead={
          <>
            <span>EventBridge sends archived events again, to rules of their own bus that you choose.</span>
            <TextLink href={`/events/replays?archive=${archive.id}`}>Earlier replays</TextLink>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
        <div className="grid min-w-0 gap-4">
          <TimeChoice archive={archive} wish={wish} onChange={change} />
          <RuleChoice archive={archive} rules={rules} wish={wish} onChange={change} />
        </div>
        <PreviewPanel archive={archive} missing={missing} preview={preview} onPlan={plan} />
      </div>
      {drawer}
    </>
  );
}

/** The wish as the address has it; what the address leaves open stays as it was when the page was opened. */
function useWish(first: ReplayWish) {
  const [parameters, setAddress] = useUrlParams();
  const [opened] = useState(first);
  const named = wishIn(parameters, 0);
  const wish: ReplayWish = {
    ...named,
    from: parameters.get("from") ? named.from : opened.from,
    until: parameters.get("until") ? named.until : opened.until,
  };
  const change = (changed: Partial<ReplayWish>) => {
    const next = { ...wish, ...changed };
    setAddress({
      from: next.from,
      until: next.until,
      rules: next.isAll ? undefined : next.ruleIds.join(","),
      all: next.isAll ? "1" : undefined,
    });
  };
  return { wish, change };
}
