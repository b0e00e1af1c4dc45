"use client";

import { useState } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { InputOf } from "@/lib/contract";
import type { Bus, EventRuleDetail } from "@/lib/contract/event-buses";
import { exampleEvent } from "./example-event";
import { EventForm, MessageForm } from "./test-form";
import { TestResult } from "./test-result";

type Props = {
  bus: Bus;
  /** The example is made for it, and what is said of it stands first. */
  rule: EventRuleDetail | undefined;
  /** A failed message whose event is tested. */
  messageRowId: string | undefined;
};

/** Which rules of a bus an event would match, why the others do not, and what each target would get. Nothing is sent. */
export function TestScreen({ bus, rule, messageRowId }: Props) {
  const [asked, setAsked] = useState<InputOf<"testEvent"> | undefined>(
    messageRowId ? { id: bus.id, messageRowId } : undefined,
  );
  const [text, setText] = useState(() => exampleEvent(rule?.eventPattern ?? null));
  const answer = useAnswer("testEvent", asked ?? { id: bus.id }, { isEnabled: asked !== undefined });
  const problem = answer.error ? problemOf(answer.error) : undefined;
  const eventError = problem?.fields?.find(({ field }) => field === "event")?.message;
  const ask = (event: string) => {
    if (asked?.event === event) void answer.refetch();
    else setAsked({ id: bus.id, event });
  };
  const write = (event: string | undefined) => {
    if (event !== undefined) setText(event);
    setAsked(undefined);
  };
  return (
    <>
      <TestHeader bus={bus} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.25fr)]">
        {asked?.messageRowId ? (
          <MessageForm
            messageRowId={asked.messageRowId}
            event={answer.data?.event}
            isBusy={answer.isFetching}
            onWrite={write}
          />
        ) : (
          <EventForm text={text} onText={setText} onAsk={ask} isBusy={answer.isFetching} problem={eventError} />
        )}
        <div className="grid min-w-0 gap-4" aria-live="polite">
          {problem && !eventError ? <ProblemNote problem={problem} /> : null}
          {answer.data ? <TestResult test={answer.data} ruleId={rule?.id} /> : <NoAnswer isBusy={answer.isFetching} />}
        </div>
      </div>
    </>
  );
}

function TestHeader({ bus }: { bus: Bus }) {
  return (
    <PageHeader
      crumbs={[
        { label: "Events", href: "/events" },
        { label: bus.name, href: `/events/buses/${bus.id}` },
        { label: "Test an event" },
      ]}
      title={`Which rules of ${bus.name} would match?`}
      lead="Nothing is sent and nothing is kept. The answer rests on the settings as they were last read."
    />
  );
}

function NoAnswer({ isBusy }: { isBusy: boolean }) {
  if (isBusy)
    return (
      <Panel title="Answer" isFlush>
        <LoadingSkeleton rows={5} label="Asking the rules" />
      </Panel>
    );
  return (
    <Panel title="Answer">
      <p className="text-ink-2">
        It will name every rule of this bus: whether it would match, why not, and what each of its targets would get.
      </p>
    </Panel>
  );
}
