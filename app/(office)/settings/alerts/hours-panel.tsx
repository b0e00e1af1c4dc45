"use client";

import { Panel } from "@/app/_components/ui/panel";
import { hoursWords } from "./day-words";
import { HoursForm } from "./hours-form";
import { ListSection, None } from "./list-section";
import { type AlertSettingsView, useSection } from "./use-section";

/** When somebody is there: by it what is lost before the next staffed hour is told now. */
export function HoursPanel({ view }: { view: AlertSettingsView }) {
  const section = useSection(view, "staffedHours");
  return (
    <Panel title="Staffed hours" hint="the first that fits an owner decides; one without an owner is everybody's">
      <ListSection
        section={section}
        what="staffed hours"
        addLabel="Add hours"
        nameOf={({ owner }) => owner ?? "everybody's hours"}
        empty={<None words="None.">Monday to Friday, 09:00 to 17:00 UTC, count as staffed.</None>}
        form={({ item, onDone, onCancel }) => <HoursForm hours={item} onDone={onDone} onCancel={onCancel} />}
      >
        {(hours) => (
          <>
            <p className="weight-emphasis wrap-anywhere">{hours.owner ?? "Everybody"}</p>
            <p className="text-xs text-ink-2">
              {hoursWords(hours)}, {hours.zone}
            </p>
          </>
        )}
      </ListSection>
    </Panel>
  );
}
