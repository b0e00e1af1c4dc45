"use client";

import { Checkbox } from "@/app/_components/ui/checkbox";
import { Field, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";

interface Terms {
  readonly schema: string;
  readonly keepTrace: boolean;
  readonly confirmed: readonly string[];
}
type Props = {
  draft: Terms;
  change: (part: Partial<Terms>) => void;
  /** Trace attributes that go by themselves; undefined where there are many messages. */
  droppedNames?: readonly string[];
  sensitiveNames: readonly string[];
  schemaError: string | undefined;
  notChecked?: readonly string[];
};

/** What goes with an edit beside its changes: the trace, what somebody means, and the schema that it must fit. */
export function EditTerms({ draft, change, droppedNames, sensitiveNames, schemaError, notChecked = [] }: Props) {
  const confirm = (name: string, isMeant: boolean) =>
    change({ confirmed: isMeant ? [...draft.confirmed, name] : draft.confirmed.filter((one) => one !== name) });
  return (
    <Panel title="Terms">
      <div className="grid gap-3">
        <Checkbox
          label="Keep the trace of the failed try"
          help={
            droppedNames && droppedNames.length > 0
              ? `Otherwise these go: ${droppedNames.join(", ")}, and the trace header of AWS.`
              : "Otherwise trace headers go: an edited copy is a new try."
          }
          checked={draft.keepTrace}
          onChange={(event) => change({ keepTrace: event.target.checked })}
        />
        {sensitiveNames.map((name) => (
          <Checkbox
            key={name}
            label={`I mean to change ${name}`}
            help="Others rely on it. The plan names it."
            checked={draft.confirmed.includes(name)}
            onChange={(event) => confirm(name, event.target.checked)}
          />
        ))}
        <Field
          label="JSON Schema"
          isOptional
          help="What is edited must fit it: 2020-12 or draft 7. Patterns and formats are not checked."
          error={schemaError && `It ${schemaError}.`}
        >
          <TextArea
            className="machine"
            rows={4}
            spellCheck={false}
            placeholder='{"required":["country"]}'
            value={draft.schema}
            onChange={(event) => change({ schema: event.target.value })}
          />
        </Field>
        {notChecked.length > 0 ? (
          <p className="text-xs text-ink-2">
            Not checked: <code className="machine wrap-anywhere">{notChecked.join(", ")}</code>
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
