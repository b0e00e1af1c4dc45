"use client";

import type { RefObject } from "react";
import { Button } from "@/app/_components/ui/button";
import { Kbd } from "@/app/_components/ui/kbd";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import type { ReviewAction } from "@/lib/contract/review-fields";
import { ActionList } from "../action-list";
import { NoteList } from "../note-list";
import type { EndAction } from "../use-end-action";
import { NoteBox } from "./note-box";

export interface Items {
  readonly actions: readonly ReviewAction[];
  readonly ending: EndAction;
  readonly activeId: string | undefined;
  readonly onAgree: () => void;
}
export interface Minutes {
  readonly notes: OutputOf<"listReviewNotes">["items"];
  readonly noteBox: RefObject<HTMLTextAreaElement | null>;
  readonly refusal: string | undefined;
}

/** What was agreed, with the keys that go with it. */
export function ItemsPanel({ items, isWithPipeline = false }: { items: Items; isWithPipeline?: boolean }) {
  const { actions, ending, activeId, onAgree } = items;
  return (
    <Panel
      title="Action items"
      hint={
        activeId ? (
          <>
            <Kbd>d</Kbd> <span className="max-lg:hidden">the chosen one is done</span>
          </>
        ) : undefined
      }
      actions={
        <Button size="sm" shortcut="a" disabledReason={ending.refusal} onClick={onAgree}>
          Add…
        </Button>
      }
      isFlush
    >
      {ending.problem ? <div className="px-4 py-2">{ending.problem}</div> : null}
      <ActionList actions={actions} ending={ending} activeId={activeId} isWithPipeline={isWithPipeline} />
    </Panel>
  );
}

type MinutesProps = { minutes: Minutes; reviewId: string; pipelineId?: string; about: string };

/** What was said, and the box to write it down. */
export function MinutesPanel({ minutes, reviewId, pipelineId, about }: MinutesProps) {
  return (
    <Panel title="Minutes" hint={<Kbd>n</Kbd>} isFlush>
      <NoteList notes={minutes.notes} />
      <NoteBox
        ref={minutes.noteBox}
        reviewId={reviewId}
        {...(pipelineId === undefined ? {} : { pipelineId })}
        about={about}
        refusal={minutes.refusal}
      />
    </Panel>
  );
}
