"use client";

import { useState } from "react";
import { formatCount } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { ListSection, None } from "./list-section";
import { LongThresholds } from "./long-thresholds";
import { aboutWords, limitsWords, type Threshold } from "./threshold-draft";
import { ThresholdForm } from "./threshold-form";
import { ThresholdImport } from "./threshold-import";
import { type AlertSettingsView, useSection } from "./use-section";

const ONE_BY_ONE = 100;

/** From when a queue is told of by its age, depth or arrivals. Later lines go over earlier ones, limit by limit. */
export function ThresholdsPanel({ view }: { view: AlertSettingsView }) {
  const section = useSection(view, "thresholds");
  const [isImporting, setImporting] = useState(false);
  const all = section.value;
  const isLong = all.length > ONE_BY_ONE;
  return (
    <Panel
      title="Limits of queues"
      hint="later lines go over earlier ones, limit by limit"
      actions={all.length > 0 ? `${formatCount(all.length)} in all` : undefined}
    >
      {isLong ? <LongThresholds section={section} /> : null}
      <ListSection
        section={isLong ? { ...section, value: [], change: (added) => section.change([...all, ...added]) } : section}
        what="limits"
        addLabel="Add a line"
        nameOf={aboutWords}
        empty={
          isLong ? null : (
            <None words="No limits.">
              Queues are judged by their own past. A limit adds a hard one, per queue or environment.
            </None>
          )
        }
        form={({ item, onDone, onCancel }) => <ThresholdForm line={item} onDone={onDone} onCancel={onCancel} />}
        actions={<Button onClick={() => setImporting(true)}>Import a file…</Button>}
      >
        {(line) => <LineWords line={line} />}
      </ListSection>
      {isImporting ? (
        <ThresholdImport
          kept={all}
          onDone={(lines) => {
            section.change(lines);
            setImporting(false);
          }}
          onClose={() => setImporting(false)}
        />
      ) : null}
    </Panel>
  );
}

function LineWords({ line }: { line: Threshold }) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="weight-emphasis wrap-anywhere">{aboutWords(line)}</span>
        {line.enabled ? null : <Chip tone="unknown">off</Chip>}
      </p>
      <p className="text-xs wrap-anywhere text-ink-2">{limitsWords(line)}</p>
    </>
  );
}
