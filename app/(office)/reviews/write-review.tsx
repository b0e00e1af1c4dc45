"use client";

import { Button } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import { Menu, MenuItem, MenuNote } from "@/app/_components/ui/menu";
import type { Writing } from "./use-write-review";

/** Writes one without waiting for the schedule: of the last whole week, or of what there is of this one. */
export function WriteReview({ writing }: { writing: Writing }) {
  const { refusal, isBusy } = writing;
  if (refusal)
    return (
      <Button disabledReason={refusal} align="end">
        Write one now
      </Button>
    );
  return (
    <Menu
      label="Write one now"
      trigger={
        <Button isBusy={isBusy}>
          Write one now <Icon name="chevronDown" />
        </Button>
      }
    >
      <MenuItem onSelect={writing.writeLast}>The last whole week</MenuItem>
      <MenuItem onSelect={writing.writePresent}>This week so far</MenuItem>
      <MenuNote>This week&rsquo;s is marked partial.</MenuNote>
    </Menu>
  );
}
