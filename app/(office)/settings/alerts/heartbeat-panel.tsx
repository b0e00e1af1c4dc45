"use client";

import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import { SaveSection } from "./save-section";
import { type AlertSettingsView, useSection } from "./use-section";

/** A sign of life to a watcher outside: it speaks up when this installation falls silent. */
export function HeartbeatPanel({ view }: { view: AlertSettingsView }) {
  const section = useSection(view, "heartbeatUrl");
  return (
    <Panel title="Heartbeat" hint="each minute, while the worker and its pollers are well">
      <Field
        label="Address"
        isOptional
        help="A dead man's switch elsewhere: it tells somebody when the heartbeat stops. Empty: none is sent."
      >
        <TextInput
          isMachine
          type="url"
          spellCheck={false}
          maxLength={2000}
          value={section.value ?? ""}
          onChange={({ target }) => section.change(target.value.trim() || null)}
        />
      </Field>
      <p role="status" className="mt-2 flex flex-wrap items-center gap-x-3 text-ink-2">
        <Beat view={view} />
      </p>
      <SaveSection section={section} what="heartbeat" />
    </Panel>
  );
}

function Beat({ view: { settings, heartbeat } }: { view: AlertSettingsView }) {
  const { sentAt, failedAt, failure } = heartbeat;
  if (settings.heartbeatUrl === null)
    return (
      <>
        <StateLabel status="off">Off</StateLabel> Nobody outside notices when this installation stops.
      </>
    );
  if (failedAt && (sentAt === null || failedAt > sentAt))
    return (
      <>
        <StateLabel status="failed">Failing</StateLabel>
        <span className="wrap-anywhere">
          since <RelativeTime at={failedAt} isPlain />
          {failure ? `: ${failure}` : ""}
        </span>
      </>
    );
  if (sentAt === null)
    return (
      <>
        <StateLabel status="unproven">Not sent yet</StateLabel> It follows within a minute.
      </>
    );
  return (
    <>
      <StateLabel status="pass">Taken</StateLabel>
      <span>
        <RelativeTime at={sentAt} suffix=" ago" isPlain />
      </span>
    </>
  );
}
