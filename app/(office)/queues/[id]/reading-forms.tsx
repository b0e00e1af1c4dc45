"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { type Choice, ChoiceList } from "@/app/_components/ui/choice-list";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { useToast } from "@/app/_components/ui/toasts";
import type { QueueDetail } from "@/lib/contract/queues";

type Mode = "off" | "index";
type Capture = "shape" | "whole";
type FormProps = {
  queue: QueueDetail;
  /** The id of the element that says why this person may not change it. */
  disabledBy?: string;
};

const modes: Choice<Mode>[] = [
  { value: "off", label: "Off", help: "Counters, age and a bound for the loss. No message is received." },
  {
    value: "index",
    label: "Index",
    help: "Messages are received and given back: each is hidden for seconds and its receive count rises by one per scan.",
  },
];
const captures: Choice<Capture>[] = [
  {
    value: "whole",
    label: "Whole messages",
    help: "Bodies are kept encrypted in our database, until their retention.",
  },
  { value: "shape", label: "Shape and hash", help: "No content is kept: no body to read, no error text from it." },
];

/** Off or index. Turning it on asks once more, with what it does to the queue. */
export function ModeForm({ queue, disabledBy }: FormProps) {
  const [asked, setAsked] = useState<Mode>();
  const toast = useToast();
  const update = useCommand("updateQueue", {
    onDone: ({ mode }) => {
      setAsked(undefined);
      toast({ text: mode === "off" ? "Index mode is off." : "Index mode is on. The first scan comes within seconds." });
    },
  });
  const isOn = asked === "index";
  return (
    <>
      <ChoiceList
        label="Mode"
        choices={modes}
        value={queue.mode === "off" ? "off" : "index"}
        onChange={setAsked}
        disabledBy={disabledBy}
      />
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => {
          setAsked(undefined);
          update.reset();
        }}
        title={isOn ? `Read the messages of ${queue.name}?` : `Stop reading ${queue.name}?`}
        confirmLabel={isOn ? "Turn index on" : "Turn index off"}
        tone="filled"
        isBusy={update.isBusy}
        error={update.problem?.detail}
        onConfirm={() => asked && update.run({ id: queue.id, mode: asked })}
      >
        {isOn ? <IndexConsequences queue={queue} /> : <OffConsequences />}
      </ConfirmDialog>
    </>
  );
}

function IndexConsequences({ queue }: { queue: QueueDetail }) {
  return (
    <ul className="list-disc space-y-1 pl-4">
      <li>Messages are received when the count rises or a person asks, then given back. None is deleted.</li>
      <li>While a scan looks, for up to 15 s, messages are in flight and hidden from others.</li>
      <li>Each look raises a message's receive count by one: at most 3 times by schedule, for life.</li>
      {queue.deadLetterTargetArn ? (
        <li className="text-warn">
          This queue has a redrive policy of its own ({formatPlural(queue.maxReceiveCount, "receive")}): it is scanned
          only by hand, with a reason.
        </li>
      ) : null}
      {queue.consumers.length > 0 ? (
        <li className="text-warn">This queue has a consumer: it is scanned only by hand, with a reason.</li>
      ) : null}
    </ul>
  );
}

function OffConsequences() {
  return (
    <p>
      No message is received any more. What was indexed stays readable until its retention, but grows old: new messages
      are only counted.
    </p>
  );
}

/** What is kept of each message. Below *whole* some actions are lost; the panel says which. */
export function CaptureForm({ queue, disabledBy }: FormProps) {
  const toast = useToast();
  const update = useCommand("updateQueue", { onDone: () => toast({ text: "Kept from the next scan on." }) });
  return (
    <>
      <ChoiceList
        label="What is kept"
        choices={captures}
        value={queue.capture === "whole" ? "whole" : "shape"}
        onChange={(capture) => update.run({ id: queue.id, capture })}
        disabledBy={disabledBy}
      />
      {update.problem ? <ProblemNote problem={update.problem} /> : null}
    </>
  );
}
