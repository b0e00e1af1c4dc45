"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { useToast } from "@/app/_components/ui/toasts";
import type { OwnCost } from "@/lib/contract/costs";
import { dollarsFrom, dollarsText } from "./money-draft";
import { SettingsForm } from "./settings-form";

const NO_AMOUNT = "An amount from 1 to 1,000,000, for example 25.";

/** Over which pace asking slows down, what does not, and how slow it is now. */
export function CeilingPanel({ own: { hosting, ceiling } }: { own: OwnCost }) {
  const [draft, setDraft] = useState<string>();
  const isReadOnly = useRefusal("costs.manage") !== undefined;
  const toast = useToast();
  const put = useCommand("putCostSettings", {
    onDone: () => {
      setDraft(undefined);
      toast({ text: "Saved. A worker takes it up within a minute." });
    },
  });
  const shown = draft ?? dollarsText(ceiling.usdPerMonth);
  const dollars = dollarsFrom(shown, 1);
  const save = () =>
    put.run({
      hostingUsdPerMonth: hosting.usdPerMonth,
      hostingNote: hosting.note,
      ceilingUsdPerMonth: dollars ?? null,
    });
  return (
    <Panel title="Ceiling" hint="for our calls, a month">
      <Now ceiling={ceiling} />
      <SettingsForm
        put={put}
        isChanged={draft !== undefined}
        isGood={dollars !== undefined}
        saveLabel="Save ceiling"
        onSave={save}
      >
        <Field
          label="Ceiling, dollars a month"
          help="Over this pace, what can wait is asked for less often. Empty: no ceiling."
          error={dollars === undefined ? NO_AMOUNT : put.fieldError("ceilingUsdPerMonth")}
        >
          <TextInput
            inputMode="decimal"
            value={shown}
            readOnly={isReadOnly}
            onChange={({ target }) => setDraft(target.value)}
          />
        </Field>
      </SettingsForm>
    </Panel>
  );
}

/** What the ceiling does at present, and what it never touches. */
function Now({ ceiling: { slowdown, sentence, untouched } }: Pick<OwnCost, "ceiling">) {
  return (
    <div className="mb-3 grid gap-1.5">
      {slowdown > 1 ? <StateLabel status="warn">Slowed down</StateLabel> : null}
      <p>{sentence}</p>
      <p className="text-xs text-ink-2">{untouched}</p>
    </div>
  );
}
