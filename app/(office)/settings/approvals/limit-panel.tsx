"use client";

import { useState } from "react";
import { useRefusal } from "@/app/_components/me";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { RulesDraft } from "./use-approval-rules";

const MOST = 10_000;

/** How many messages one may apply without the right to apply large plans. */
export function LimitPanel({ rules }: { rules: RulesDraft }) {
  const { applyLimit } = rules.draft;
  const [text, setText] = useState(String(applyLimit));
  const refusal = useRefusal("approvals.manage");
  const isGood = /^\d{1,5}$/.test(text) && Number(text) <= MOST;
  // The number may be set from outside: saved, or put back.
  const shown = isGood && Number(text) !== applyLimit ? String(applyLimit) : text;
  return (
    <Panel title="Large plans" hint="a right of its own">
      <Field
        label="Messages in one plan without it"
        help="More take the right to apply a plan of many messages. A token keeps to its own limit besides."
        error={isGood ? undefined : `A number from 0 to ${MOST.toLocaleString("en-US")}.`}
        className="max-w-[44ch]"
      >
        <TextInput
          inputMode="numeric"
          value={shown}
          readOnly={refusal !== undefined}
          onChange={({ target }) => {
            setText(target.value);
            if (/^\d{1,5}$/.test(target.value) && Number(target.value) <= MOST) rules.setLimit(Number(target.value));
          }}
        />
      </Field>
    </Panel>
  );
}
