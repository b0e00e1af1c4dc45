"use client";

import type { ReactNode } from "react";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import type { Section } from "./use-section";

type Props = {
  section: Pick<Section<unknown>, "isChanged" | "isSaving" | "problem" | "isConflict" | "reset" | "save" | "saveOver">;
  /** "routes": what is saved. */
  what: string;
  /** Adding one more, and the like. */
  children?: ReactNode;
  /** Why it cannot be saved as it stands. */
  disabledReason?: string | undefined;
};

/** Under a section: saving it, taking changes back, and what stands against it. */
export function SaveSection({ section, what, children, disabledReason }: Props) {
  const { isChanged, isSaving, problem, isConflict } = section;
  return (
    <div className="mt-3 grid gap-3">
      {isConflict ? (
        <div role="alert" className="rounded-md border border-warn-line bg-warn-soft px-3.5 py-2">
          <p>Somebody else changed the {what} while you edited them here.</p>
          <p className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" onClick={section.reset}>
              Show theirs
            </Button>
            <Button size="sm" variant="danger-outline" onClick={section.saveOver}>
              Save mine over theirs
            </Button>
          </p>
        </div>
      ) : null}
      {problem && !isConflict ? <ProblemNote problem={problem} /> : null}
      <div className="flex flex-wrap items-start gap-2">
        {children}
        <Button
          variant="filled"
          align="start"
          isBusy={isSaving}
          disabledReason={
            disabledReason ?? (isConflict ? "Decide above first." : isChanged ? undefined : "Nothing is changed.")
          }
          onClick={section.save}
        >
          Save {what}
        </Button>
        {isChanged ? (
          <Button variant="ghost" onClick={section.reset}>
            Discard changes
          </Button>
        ) : null}
      </div>
    </div>
  );
}
