"use client";

import { Button } from "@/app/_components/ui/button";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import { StatusIcon } from "@/app/_components/ui/status-icon";
import type { Brake } from "./brakes";
import type { Brakes } from "./use-brakes";

/** The brakes on wide screens. */
export function RunActions({ brakes, refusal, isBusy, act }: Brakes) {
  if (brakes.length === 0) return null;
  return (
    <span className="grid justify-items-end gap-1.5">
      <span className="flex gap-2">
        {brakes.map((brake) => (
          <BrakeButton
            key={brake}
            brake={brake}
            isBusy={isBusy}
            disabledBy={refusal ? "run-refusal" : undefined}
            onClick={act[brake]}
          />
        ))}
      </span>
      {refusal ? (
        <span id="run-refusal" className="max-w-[44ch] text-right text-xs text-ink-2">
          {refusal}
        </span>
      ) : null}
    </span>
  );
}

/** The same in the footer of a phone; of three the last two share a row, so that the page keeps its place. */
export function RunPhoneActions({ brakes, refusal, isBusy, act, consequence }: Brakes & { consequence: string }) {
  if (brakes.length === 0) return null;
  const disabledBy = refusal ? "run-refusal-phone" : undefined;
  const [first, others] = brakes.length > 2 ? [brakes.slice(0, 1), brakes.slice(1)] : [brakes, []];
  const button = (brake: Brake) => (
    <BrakeButton key={brake} brake={brake} isBusy={isBusy} isTouch disabledBy={disabledBy} onClick={act[brake]} />
  );
  return (
    <PhoneActions consequence={<span id={disabledBy}>{refusal ?? consequence}</span>}>
      {first.map(button)}
      {others.length > 0 ? <div className="grid grid-cols-2 gap-2">{others.map(button)}</div> : null}
    </PhoneActions>
  );
}

type ButtonProps = { brake: Brake; isBusy: boolean; isTouch?: boolean; disabledBy?: string; onClick: () => void };

function BrakeButton({ brake, isTouch = false, ...rest }: ButtonProps) {
  const shared = { ...rest, size: isTouch ? ("touch" as const) : ("md" as const) };
  switch (brake) {
    case "undo":
      return (
        <Button variant="filled" shortcut="u" {...shared}>
          Undo
        </Button>
      );
    case "pause":
      return (
        <Button shortcut="p" {...shared}>
          <StatusIcon status="paused" isToneless /> Pause
        </Button>
      );
    case "resume":
      return (
        <Button variant="filled" shortcut="p" {...shared}>
          <StatusIcon status="running" isToneless /> Resume
        </Button>
      );
    case "go-on":
      return (
        <Button shortcut="p" {...shared}>
          Go on anyway…
        </Button>
      );
    case "continue":
      return (
        <Button shortcut="n" {...shared}>
          Open the next stage now
        </Button>
      );
    case "stop-watching":
      return <Button {...shared}>Stop watching…</Button>;
    case "cancel":
      return (
        <Button variant="danger-outline" {...shared}>
          Cancel run…
        </Button>
      );
  }
}
