"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import type { RetentionKind } from "@/lib/core/privacy/kinds";
import type { RetentionRules } from "@/lib/core/privacy/retention";
import { daysFrom } from "./retention-draft";
import type { RetentionDraft } from "./use-retention";

type Override = RetentionRules["overrides"][number];
const SCOPES = ["environment", "account", "queue"] as const;

/** Another number of days for one kind at one place. */
export function AddOverride({ retention, onAdd }: { retention: RetentionDraft; onAdd: (one: Override) => void }) {
  const [scope, setScope] = useState<Override["scope"]>({ kind: "environment", id: "" });
  const [kind, setKind] = useState<RetentionKind>("body");
  const [text, setText] = useState("");
  const { kinds } = retention.saved;
  const days = daysFrom(text);
  const missing = scope.id.trim() === "" ? "Name where." : days === undefined ? "Days must be a number." : undefined;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Where scope={scope} onChange={setScope} />
      <Field label="What" className="w-52">
        <Select
          value={kind}
          onChange={(event) => setKind(kinds.find((one) => one.kind === event.target.value)?.kind ?? "body")}
        >
          {kinds.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Days" className="w-24">
        <TextInput
          isMachine
          inputMode="numeric"
          placeholder="for ever"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button align="start" disabledReason={missing} onClick={() => onAdd({ scope, days: { [kind]: days } })}>
        Add
      </Button>
    </div>
  );
}

function Where({ scope, onChange }: { scope: Override["scope"]; onChange: (scope: Override["scope"]) => void }) {
  return (
    <>
      <Field label="Where" className="w-36">
        <Select
          value={scope.kind}
          onChange={(event) => onChange({ kind: SCOPES.find((one) => one === event.target.value) ?? "queue", id: "" })}
        >
          {SCOPES.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={scope.kind === "environment" ? "Its name" : "Its id"} className="w-56">
        <TextInput
          isMachine
          value={scope.id}
          onChange={(event) => onChange({ ...scope, id: event.target.value.trim() })}
        />
      </Field>
    </>
  );
}
