"use client";

import { Button } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import type { Review } from "@/lib/contract/review-fields";
import { type MeetingPlace, progressWords } from "./meeting-place";
import type { Go } from "./meeting-screen";
import { MeetingTimer } from "./meeting-timer";

const GOAL_SECONDS = 90;
const PAGE_ONE_SECONDS = 60;

type Props = { review: Review; place: MeetingPlace; seconds: number; go: Go };

/** Above each screen of a meeting: where it is, how long already, and the ways on, back and out. */
export function MeetingBar({ review, place, seconds, go }: Props) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-b pb-3 text-xs">
      <span className="weight-emphasis">Meeting on {review.week}</span>
      <span role="status" className="text-ink-2">
        {progressWords(place, review.pipelines.length)}
      </span>
      {place === "end" ? null : (
        <MeetingTimer seconds={seconds} goalSeconds={place === "start" ? PAGE_ONE_SECONDS : GOAL_SECONDS} />
      )}
      <span className="flex-1" />
      <span className="flex flex-wrap gap-2">
        <Button size="sm" variant="ghost" shortcut="esc" onClick={go.leave}>
          Leave
        </Button>
        <Button
          size="sm"
          shortcut="←"
          disabledBy={place === "start" ? "meeting-start" : undefined}
          onClick={go.previous}
        >
          Previous
        </Button>
        <Button
          size="sm"
          variant="filled"
          shortcut="→"
          disabledBy={place === "end" ? "meeting-end" : undefined}
          onClick={go.next}
        >
          Next <Icon name="chevronRight" />
        </Button>
      </span>
      <span id="meeting-start" className="sr-only">
        {place === "start" ? "This is where it begins." : ""}
      </span>
      <span id="meeting-end" className="sr-only">
        {place === "end" ? "This is the last." : ""}
      </span>
    </div>
  );
}
