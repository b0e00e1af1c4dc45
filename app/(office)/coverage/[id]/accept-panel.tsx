"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onThing } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import type { FindingDetail } from "@/lib/contract/coverage";

const DAY_MS = 86_400_000;
const LENGTHS = [
  { days: 7, label: "a week" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "a year" },
];

/** Accepting a hole for a while, with a reason; afterwards it counts again by itself. */
export function AcceptPanel({ finding }: { finding: FindingDetail }) {
  if (finding.resolvedAt)
    return (
      <Panel title="Mended">
        <p className="text-ink-2">
          Not found any more since <Moment at={finding.resolvedAt} />.
        </p>
      </Panel>
    );
  return finding.suppression ? <Accepted finding={finding} /> : <AcceptForm finding={finding} />;
}

function Accepted({ finding }: { finding: FindingDetail }) {
  const lift = useCommand("liftSuppression");
  const refusal = useRefusal("queues.edit", onThing(finding));
  const { suppression } = finding;
  if (!suppression) return null;
  return (
    <Panel title="Accepted">
      <div className="grid justify-items-start gap-2">
        <p>{suppression.reason}</p>
        <p className="text-xs text-ink-2">
          By {suppression.by}, until <Moment at={suppression.until} />. Then it counts again.
        </p>
        {lift.problem ? <ProblemNote problem={lift.problem} /> : null}
        <Button
          isBusy={lift.isBusy}
          disabledReason={refusal}
          align="start"
          onClick={() => lift.run({ id: finding.id })}
        >
          Let it count again
        </Button>
      </div>
    </Panel>
  );
}

function AcceptForm({ finding }: { finding: FindingDetail }) {
  const [reason, setReason] = useState("");
  const [days, setDays] = useState(30);
  const accept = useCommand("suppressFinding");
  const refusal = useRefusal("queues.edit", onThing(finding));
  const submit = () =>
    accept.run({ id: finding.id, reason, until: new Date(Date.now() + days * DAY_MS).toISOString() });
  return (
    <Panel title="Accept for a while">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!refusal) submit();
        }}
      >
        <Field label="Why" error={accept.fieldError("reason")} help="Whoever reads the list next sees this.">
          <TextArea value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Field label="For" error={accept.fieldError("until")}>
          <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {LENGTHS.map((length) => (
              <option key={length.days} value={length.days}>
                {length.label}
              </option>
            ))}
          </Select>
        </Field>
        {accept.problem && !accept.problem.fields?.length ? <ProblemNote problem={accept.problem} /> : null}
        <Button type="submit" isBusy={accept.isBusy} disabledReason={refusal} align="start">
          Accept
        </Button>
      </form>
    </Panel>
  );
}
