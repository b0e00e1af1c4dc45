"use client";

import { useAnswer } from "@/app/_components/api";
import { Segmented } from "@/app/_components/ui/segmented";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { OutputOf } from "@/lib/contract";
import type { AlertTab } from "./alert-tabs";
import { ChannelsPanel } from "./channels-panel";
import { HeartbeatPanel } from "./heartbeat-panel";
import { HoursPanel } from "./hours-panel";
import { LinksPanel } from "./links-panel";
import { ReviewPanel } from "./review-panel";
import { RoutesPanel } from "./routes-panel";
import { ThresholdsPanel } from "./thresholds-panel";
import { ToldLog } from "./told-log";

type Props = {
  tab: AlertTab;
  settings: OutputOf<"getAlertSettings">;
  channels: OutputOf<"listChannels">;
};

/** Where people are told, of what, when; each panel is saved by itself. */
export function AlertSettingsScreen({ tab, settings: first, channels: firstChannels }: Props) {
  const view = useAnswer("getAlertSettings", {}, { initialData: first }).data ?? first;
  const { items: channels } = useAnswer("listChannels", {}, { initialData: firstChannels }).data ?? firstChannels;
  const names = channels.map(({ name }) => name);
  const dead = channels.reduce((sum, { deadCount }) => sum + deadCount, 0);
  return (
    <div className="grid max-w-[980px] gap-4">
      <Segmented
        label="Alert settings"
        className="justify-self-start"
        value={tab}
        segments={[
          { value: "channels", label: "Channels", count: channels.length, href: "/settings/alerts" },
          { value: "routes", label: "Routes", count: view.settings.routes.length, href: "?tab=routes" },
          { value: "hours", label: "Staffed hours", href: "?tab=hours" },
          { value: "thresholds", label: "Limits", count: view.settings.thresholds.length, href: "?tab=thresholds" },
          { value: "links", label: "Links and heartbeat", href: "?tab=links" },
          { value: "review", label: "Weekly review", href: "?tab=review" },
          { value: "told", label: "What was sent", ...(dead > 0 ? { count: dead } : {}), href: "?tab=told" },
        ]}
      />
      <Warnings warnings={view.warnings} />
      {tab === "channels" ? <ChannelsPanel channels={channels} /> : null}
      {tab === "routes" ? <RoutesPanel view={view} channels={names} /> : null}
      {tab === "hours" ? <HoursPanel view={view} /> : null}
      {tab === "thresholds" ? <ThresholdsPanel view={view} /> : null}
      {tab === "links" ? (
        <>
          <LinksPanel view={view} />
          <HeartbeatPanel view={view} />
        </>
      ) : null}
      {tab === "review" ? <ReviewPanel view={view} channels={names} /> : null}
      {tab === "told" ? <ToldLog channels={channels} /> : null}
    </div>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="grid gap-1 rounded-md border border-warn-line bg-warn-soft px-3.5 py-2">
      {warnings.map((warning) => (
        <li key={warning} className="flex gap-2">
          <StateLabel status="warn" className="flex-none self-start">
            Check
          </StateLabel>
          <span className="min-w-0 wrap-anywhere">{warning}</span>
        </li>
      ))}
    </ul>
  );
}
