"use client";

import { useState } from "react";
import { formatPlural } from "@/app/_components/format";
import { Field, TextArea } from "@/app/_components/ui/field";
import { ConnectBar } from "./connect-bar";
import { parseList } from "./parse-list";

/** Accounts from pasted lines. Wrong lines are named while one types; the others can be connected. */
export function FromList() {
  const [text, setText] = useState("");
  const { accounts, problems } = parseList(text);
  return (
    <div className="grid gap-3">
      <Field
        label="Accounts"
        help="One a line: number, name, environment. Environments prd, prod, production and live are taken for production."
        error={problems.length > 0 ? problems.slice(0, 5).join(" ") : undefined}
      >
        <TextArea
          rows={6}
          className="machine"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <ConnectBar
        accounts={accounts}
        source="hand"
        summary={`${formatPlural(accounts.length, "account")} read${problems.length > 0 ? `, ${formatPlural(problems.length, "line")} left out` : ""}`}
      />
    </div>
  );
}
