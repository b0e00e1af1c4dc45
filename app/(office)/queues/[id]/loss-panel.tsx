"use client";

import { useRefusal } from "@/app/_components/me";
import { onThing } from "@/app/_components/targets";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { useNow, useViewerZone } from "@/app/_components/ui/clock";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Panel } from "@/app/_components/ui/panel";
import { formatMoment } from "@/app/_components/ui/time-format";
import type { QueueDetail } from "@/lib/contract/queues";
import { lossSentence } from "@/lib/core/losses/loss-sentence";
import { Offer } from "./offer";
import type { OpenPlan } from "./queue-actions";
import { RescueOffer } from "./rescue-offer";

type Props = { queue: QueueDetail; openPlan: OpenPlan };

/** When something in a dead-letter queue dies, and the answers to that, the one that touches least first. */
export function LossPanel({ queue, openPlan }: Props) {
  const sentence = useSentence(queue);
  const isAtRisk = queue.lossKind !== "none" && queue.lossKind !== "saved";
  const isOff = queue.mode === "off";
  if (!queue.isDeadLetterQueue || queue.deletedAt || !isAtRisk || !queue.lossOffers) return null;
  return (
    <Panel
      title="What dies here"
      hint={isOff ? "from counters, age and settings; no message was received" : "from the messages in the index"}
      isFlush
    >
      <p className="weight-emphasis border-b px-4 py-3">{sentence}</p>
      <div className={isOff ? "grid lg:grid-cols-3" : "grid lg:grid-cols-2"}>
        <RaiseOffer queue={queue} openPlan={openPlan} offers={queue.lossOffers} />
        {isOff ? <IndexOffer /> : null}
        <RescueOffer queue={queue} openPlan={openPlan} refusal={queue.lossOffers.rescue} />
      </div>
    </Panel>
  );
}

/** The API says UTC; on screen it is the zone of the reader. */
function useSentence({ lossKind, lossAt, lossLatestAt, lossStaleSince }: QueueDetail): string {
  const now = new Date(useNow(60));
  const zone = useViewerZone();
  const dateOf = (text: string | null) => (text === null ? null : new Date(text));
  const loss = {
    kind: lossKind,
    earliestAt: dateOf(lossAt),
    latestAt: dateOf(lossLatestAt),
    staleSince: dateOf(lossStaleSince),
  };
  return lossSentence(loss, now, (at) => formatMoment(at, zone, now), "");
}

type RaiseProps = Props & { offers: NonNullable<QueueDetail["lossOffers"]> };

function RaiseOffer({ queue, openPlan, offers }: RaiseProps) {
  const refusal = useRefusal("plans.create", onThing(queue)) ?? offers.raiseRetention ?? undefined;
  const raise = () =>
    openPlan(
      { action: "raise-retention", selection: { queueId: queue.id } },
      `Raise the retention of ${queue.name} to 14 d`,
    );
  return (
    <Offer
      action={
        <Button
          variant={queue.mode === "off" ? "filled" : "outline"}
          align="start"
          disabledReason={refusal}
          onClick={raise}
        >
          Raise retention to 14 d…
        </Button>
      }
    >
      <p>Touches no message and moves the clock. Code that keeps the queue sets it back at its next deployment.</p>
      {refusal && offers.asCode ? (
        <div className="-ml-2 flex flex-wrap">
          <CopyButton label="Copy for the AWS CLI" text={offers.asCode.cli} />
          <CopyButton label="Copy as Terraform" text={offers.asCode.terraform} />
        </div>
      ) : null}
    </Offer>
  );
}

function IndexOffer() {
  return (
    <Offer action={<ButtonLink href="#reading">Index…</ButtonLink>}>
      <p>
        Messages are received and given back: hidden for seconds, each receive count up by one. The clock becomes exact
        for each of them. It saves nothing yet.
      </p>
    </Offer>
  );
}
