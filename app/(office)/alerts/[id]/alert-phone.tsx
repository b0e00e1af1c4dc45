"use client";

import { useRefusal } from "@/app/_components/me";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { AlertDetail } from "@/lib/contract/alerts";
import { placeOfReason, SUBJECT_WORDS } from "../subject-place";
import type { Answers } from "../use-answers";
import type { AskAlert } from "./use-alert-dialogs";

type Props = { alert: AlertDetail; answers: Answers; ask: AskAlert };

/** What a thumb can do at 3 a.m.: say that one has it, look at what fails, leave it to somebody else. */
export function AlertPhone({ alert, answers, ask }: Props) {
  const mayNot = useRefusal("alerts.answer");
  const refusal = answers.refusalOf(alert);
  const gravest = alert.reasons.find(({ resolvedAt }) => resolvedAt === null) ?? alert.reasons[0];
  const place = gravest && placeOfReason(gravest);
  return (
    <PhoneActions consequence={refusal ?? "Nobody is told again until it gets worse. Its channels hear of it."}>
      {refusal ? null : (
        <Button
          variant="filled"
          size="touch"
          isBusy={answers.busyId === alert.id}
          onClick={() => answers.acknowledge(alert)}
        >
          Acknowledge
        </Button>
      )}
      <div className="grid auto-cols-fr grid-flow-col gap-2">
        {gravest && place ? (
          <ButtonLink href={place} size="touch" variant={refusal ? "filled" : "outline"}>
            Open the {SUBJECT_WORDS[gravest.subject.kind]}
          </ButtonLink>
        ) : null}
        {alert.state === "acknowledged" && !mayNot ? (
          <Button size="touch" isBusy={answers.busyId === alert.id} onClick={() => answers.handBack(alert)}>
            Hand back
          </Button>
        ) : null}
        {alert.state === "open" && !mayNot ? (
          <Button size="touch" onClick={() => ask("silence")}>
            Silence…
          </Button>
        ) : null}
      </div>
    </PhoneActions>
  );
}
