"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { useToast } from "@/app/_components/ui/toasts";
import { usdText } from "@/app/_components/usd-range";
import type { OwnCost } from "@/lib/contract/costs";
import { dollarsFrom, dollarsText } from "./money-draft";
import { SettingsForm } from "./settings-form";

const NO_AMOUNT = "An amount from 0 to 1,000,000, for example 41.50.";

/** What hosting costs, entered by people: this tool cannot know it. */
export function HostingPanel({ own: { hosting, ceiling } }: { own: OwnCost }) {
  const [draft, setDraft] = useState<{ usd: string; note: string }>();
  const isReadOnly = useRefusal("costs.manage") !== undefined;
  const toast = useToast();
  const put = useCommand("putCostSettings", {
    onDone: () => {
      setDraft(undefined);
      toast({ text: "Saved." });
    },
  });
  const shown = draft ?? { usd: dollarsText(hosting.usdPerMonth), note: hosting.note ?? "" };
  const dollars = dollarsFrom(shown.usd, 0);
  const hostingNote = shown.note.trim() || null;
  const save = () =>
    put.run({ hostingUsdPerMonth: dollars ?? null, hostingNote, ceilingUsdPerMonth: ceiling.usdPerMonth });
  return (
    <Panel title="Hosting" hint={hostingText(hosting)}>
      <SettingsForm
        put={put}
        isChanged={draft !== undefined}
        isGood={dollars !== undefined}
        saveLabel="Save hosting"
        onSave={save}
      >
        <Field
          label="Hosting, dollars a month"
          help="The database and the machines that this runs on, as you know it. Empty: not entered."
          error={dollars === undefined ? NO_AMOUNT : put.fieldError("hostingUsdPerMonth")}
        >
          <TextInput
            inputMode="decimal"
            value={shown.usd}
            readOnly={isReadOnly}
            onChange={({ target }) => setDraft({ ...shown, usd: target.value })}
          />
        </Field>
        <Field label="Note" isOptional help="What it is made of." error={put.fieldError("hostingNote")}>
          <TextInput
            value={shown.note}
            maxLength={200}
            readOnly={isReadOnly}
            onChange={({ target }) => setDraft({ ...shown, note: target.value })}
          />
        </Field>
      </SettingsForm>
    </Panel>
  );
}

function hostingText({ usdPerMonth }: OwnCost["hosting"]): string {
  return usdPerMonth === null ? "not entered" : `${usdText(usdPerMonth)} a month`;
}
