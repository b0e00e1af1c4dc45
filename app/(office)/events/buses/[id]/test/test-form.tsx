"use client";

import { useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { useUrlParams } from "@/app/_components/use-url-params";
import { PatternText } from "../../../pattern-text";

type FormProps = {
  text: string;
  onText: (text: string) => void;
  onAsk: (event: string) => void;
  isBusy: boolean;
  /** What the server says of the event. */
  problem: string | undefined;
};

const HELP =
  "One event as JSON. Source, detail-type and detail are enough: what EventBridge adds by itself is added here too, and named.";

/** The event, written by hand. Ctrl and Enter ask, too. */
export function EventForm({ text, onText, onAsk, isBusy, problem }: FormProps) {
  const [isEmpty, setEmpty] = useState(false);
  const ask = () => {
    setEmpty(text.trim() === "");
    if (text.trim() !== "") onAsk(text);
  };
  return (
    <Panel title="Event">
      <Field
        label="Event as JSON"
        help={HELP}
        error={isEmpty ? "Write an event first." : problem && `Event: ${problem}.`}
      >
        <TextArea
          className="machine min-h-64 leading-[19px] [unicode-bidi:plaintext]"
          rows={16}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            ask();
          }}
        />
      </Field>
      <div className="mt-3 flex justify-end">
        <Button variant="filled" shortcut="Ctrl ↵" isBusy={isBusy} onClick={ask}>
          Test the event
        </Button>
      </div>
    </Panel>
  );
}

type MessageProps = {
  messageRowId: string;
  event: string | undefined;
  isBusy: boolean;
  /** Goes on by hand, from this event where it is known. */
  onWrite: (event: string | undefined) => void;
};

/** The event of a failed message, as it was tested. */
export function MessageForm({ messageRowId, event, isBusy, onWrite }: MessageProps) {
  const [, change] = useUrlParams();
  const write = () => {
    change({ message: undefined });
    onWrite(event);
  };
  return (
    <Panel
      title="Event"
      hint={
        <>
          of <TextLink href={`/messages/${messageRowId}`}>this failed message</TextLink>; reading it is audited
        </>
      }
      actions={
        <Button size="sm" onClick={write}>
          Change it by hand
        </Button>
      }
      isFlush
    >
      {event === undefined ? (
        <p className="px-4 py-3 text-ink-2">{isBusy ? "It is being read." : "It is not shown."}</p>
      ) : (
        <PatternText pattern={event} label="Event that was tested" />
      )}
    </Panel>
  );
}
