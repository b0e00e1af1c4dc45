"use client";

import { Button } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { MessageBody } from "@/lib/contract/message-body";
import { attributeKind, KIND_IN_WORDS } from "@/lib/core/edit/attribute-kinds";
import { type DraftAttribute, type EditDraft, withNewAttribute } from "./edit-draft";

type Props = {
  draft: EditDraft;
  original: MessageBody["attributes"];
  change: (part: Partial<EditDraft>) => void;
  problemAt: (field: string) => string | undefined;
};

/** The attributes of the copy. What AWS or this tool wrote is locked; what others rely on is marked. */
export function AttributeRows({ draft, original, change, problemAt }: Props) {
  const set = (row: DraftAttribute) =>
    change({ attributes: draft.attributes.map((one) => (one.key === row.key ? row : one)) });
  const remove = (key: number) => change({ attributes: draft.attributes.filter((one) => one.key !== key) });
  const isFull = draft.attributes.length >= 10;
  const problem = problemAt("attributes");
  return (
    <Panel title="Attributes" hint={`${draft.attributes.length} of 10`} isFlush>
      {draft.attributes.length === 0 ? <p className="px-4 py-3 text-ink-2">The copy has none.</p> : null}
      <ul>
        {draft.attributes.map((row) => (
          <Row
            key={row.key}
            row={row}
            isLocked={attributeKind(row.name) === "locked" && Object.hasOwn(original, row.name)}
            problem={problemAt(`attributes.${row.name}`)}
            onChange={set}
            onRemove={() => remove(row.key)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 px-4 py-2.5">
        <Button
          size="sm"
          align="start"
          disabledReason={isFull ? "SQS takes at most 10." : undefined}
          onClick={() => change(withNewAttribute(draft))}
        >
          Add an attribute
        </Button>
        {problem ? (
          <p role="alert" className="text-xs text-danger">
            They {problem}.
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

type RowProps = {
  row: DraftAttribute;
  isLocked: boolean;
  problem: string | undefined;
  onChange: (row: DraftAttribute) => void;
  onRemove: () => void;
};

function Row({ row, isLocked, problem, onChange, onRemove }: RowProps) {
  const kind = attributeKind(row.name);
  const shared = { spellCheck: false, autoCapitalize: "off", autoComplete: "off", readOnly: isLocked, isMachine: true };
  return (
    <li className="grid gap-x-3 gap-y-2 border-b px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_130px_minmax(0,1.6fr)_auto]">
      <Field label="Name" error={problem && `It ${problem}.`} help={kind === "free" ? undefined : <Kind kind={kind} />}>
        <TextInput {...shared} value={row.name} onChange={(event) => onChange({ ...row, name: event.target.value })} />
      </Field>
      <Field label="Type">
        <TextInput
          {...shared}
          value={row.dataType}
          onChange={(event) => onChange({ ...row, dataType: event.target.value })}
        />
      </Field>
      <Field label={row.dataType.startsWith("Binary") ? "Value, base64" : "Value"}>
        <TextInput
          {...shared}
          value={row.value}
          onChange={(event) => onChange({ ...row, value: event.target.value })}
        />
      </Field>
      <div className="self-start sm:pt-[23px]">
        <Button
          variant="ghost"
          aria-label={`Remove the attribute ${row.name}`}
          disabledReason={isLocked ? "locked" : undefined}
          onClick={onRemove}
        >
          Remove
        </Button>
      </div>
    </li>
  );
}

function Kind({ kind }: { kind: "locked" | "sensitive" }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Chip>{kind}</Chip>
      <span>{KIND_IN_WORDS[kind]}</span>
    </span>
  );
}
