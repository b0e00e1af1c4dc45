"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { type Choice, ChoiceList } from "@/app/_components/ui/choice-list";
import { useToast } from "@/app/_components/ui/toasts";
import type { QueueDetail } from "@/lib/contract/queues";
import { lostByCapture } from "@/lib/core/privacy/kinds";
import { CaptureDialog } from "./capture-dialog";
import { type Mode, ModeDialog } from "./mode-dialog";

type Capture = "shape" | "masked" | "whole";
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
  {
    value: "vault",
    label: "Vault",
    help: "Messages are received, kept sealed in our database, and deleted from the queue. Alarms on it go green; the way back leads from the vault.",
  },
];
const captures: Choice<Capture>[] = [
  {
    value: "whole",
    label: "Whole messages",
    help: "Bodies are kept encrypted in our database, until their retention.",
  },
  {
    value: "masked",
    label: "Masked text",
    help: "Preview, error text and fields with all masking rules applied. No original: nothing can be discarded with a copy, rescued or revealed.",
  },
  { value: "shape", label: "Shape and hash", help: "No content is kept: no body to read, no error text from it." },
];

/** Off, index or vault. Each change asks once more, with what it does to the queue and what the mode before leaves. */
export function ModeForm({ queue, disabledBy }: FormProps) {
  const [asked, setAsked] = useState<Mode>();
  return (
    <>
      <ChoiceList label="Mode" choices={modes} value={queue.mode} onChange={setAsked} disabledBy={disabledBy} />
      {asked !== undefined && asked !== queue.mode ? (
        <ModeDialog queue={queue} mode={asked} onClose={() => setAsked(undefined)} />
      ) : null}
    </>
  );
}

/** What is kept of each message. Below *whole* some actions are lost; the panel says which. */
export function CaptureForm({ queue, disabledBy }: FormProps) {
  const toast = useToast();
  const [asked, setAsked] = useState<Capture>();
  const update = useCommand("updateQueue", { onDone: () => toast({ text: "Kept from the next scan on." }) });
  const choose = (capture: Capture) =>
    lostByCapture(queue.capture, capture).length > 0 ? setAsked(capture) : update.run({ id: queue.id, capture });
  return (
    <>
      <ChoiceList
        label="What is kept"
        choices={captures}
        value={queue.capture === "none" ? "shape" : queue.capture}
        onChange={choose}
        disabledBy={disabledBy}
      />
      {asked === undefined ? null : <CaptureDialog queue={queue} capture={asked} onClose={() => setAsked(undefined)} />}
      {update.problem ? <ProblemNote problem={update.problem} /> : null}
    </>
  );
}
