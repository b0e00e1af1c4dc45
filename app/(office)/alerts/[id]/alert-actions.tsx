"use client";

import { useId, useMemo } from "react";
import { useRefusal } from "@/app/_components/me";
import { useKeys } from "@/app/_components/shell/key-provider";
import { Button } from "@/app/_components/ui/button";
import type { AlertDetail } from "@/lib/contract/alerts";
import type { Answers } from "../use-answers";
import type { AskAlert } from "./use-alert-dialogs";

type Props = { alert: AlertDetail; answers: Answers; ask: AskAlert };

/** Everything that can be answered to an alert; nothing here happens by opening the page. */
export function AlertActions({ alert, answers, ask }: Props) {
  const reasonId = useId();
  const mayNotAnswer = useRefusal("alerts.answer");
  const mayNotFreeze = useRefusal("reviews.write");
  const taken = answers.refusalOf(alert);
  const words = [...new Set([taken, mayNotAnswer, mayNotFreeze].filter((reason) => reason !== undefined))];
  const off = (refusal: string | undefined) => (refusal ? reasonId : undefined);
  useAnswerKeys(alert, answers, taken);
  return (
    <span className="grid justify-items-end gap-1.5">
      <span className="flex flex-wrap justify-end gap-2">
        <Button disabledBy={off(mayNotFreeze)} onClick={() => ask("hand-over")}>
          Hand over…
        </Button>
        <Button disabledBy={off(mayNotAnswer)} onClick={() => ask("silence")}>
          Silence…
        </Button>
        <Button disabledBy={off(mayNotAnswer)} onClick={() => ask("noise")}>
          {alert.isNoise ? "Not noise…" : "Noise…"}
        </Button>
        {alert.state === "acknowledged" ? (
          <Button
            isBusy={answers.busyId === alert.id}
            disabledBy={off(mayNotAnswer)}
            onClick={() => answers.handBack(alert)}
          >
            Hand back
          </Button>
        ) : null}
        <Button
          variant="filled"
          shortcut="a"
          isBusy={answers.busyId === alert.id}
          disabledBy={off(taken)}
          onClick={() => answers.acknowledge(alert)}
        >
          Acknowledge
        </Button>
      </span>
      {words.length > 0 ? (
        <span id={reasonId} className="max-w-[56ch] text-right text-xs text-ink-2">
          {words.join(" ")}
        </span>
      ) : null}
    </span>
  );
}

function useAnswerKeys(alert: AlertDetail, { acknowledge }: Answers, taken: string | undefined) {
  useKeys(
    useMemo(
      () => (taken ? [] : [{ keys: "a", label: "Acknowledge", group: "This alert", run: () => acknowledge(alert) }]),
      [alert, acknowledge, taken],
    ),
  );
}
