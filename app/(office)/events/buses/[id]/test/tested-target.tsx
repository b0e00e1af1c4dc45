import { VisibleText } from "@/app/_components/message/visible-text";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { TextLink } from "@/app/_components/ui/text-link";
import type { EventTestTarget } from "@/lib/contract/event-test";
import { testAddress } from "../../../test-address";

/** What one target of a matching rule would get, and what becomes of it when it does not take it. */
export function TestedTarget({ target }: { target: EventTestTarget }) {
  return (
    <li className="grid gap-0.5 border-l-2 border-line-strong pl-3">
      <p className="flex flex-wrap items-center gap-x-2">
        <span aria-hidden="true" className="text-ink-3">
          →
        </span>
        <span className="machine min-w-0 wrap-anywhere" title={target.arn}>
          {target.href ? <TextLink href={target.href}>{target.name}</TextLink> : target.name}
        </span>
        <Received receives={target.receives} />
        {target.busId ? (
          <TextLink href={testAddress(target.busId)} className="text-xs">
            Test it on that bus
          </TextLink>
        ) : null}
      </p>
      {target.receives.kind === "text" ? <ReceivedText receives={target.receives} name={target.name} /> : null}
      <p className="text-xs text-ink-3">Tries {target.givesUp}.</p>
    </li>
  );
}

type Receives = EventTestTarget["receives"];

function Received({ receives: { kind, why } }: { receives: Receives }) {
  if (kind === "event") return <span>gets the event as it is</span>;
  if (kind === "text") return <span>gets this text:</span>;
  return <span className="text-unknown">{why ?? "What it gets is not known."}</span>;
}

function ReceivedText({ receives: { text, isCut }, name }: { receives: Receives; name: string }) {
  return (
    <>
      <ScrollRegion
        label={`What ${name} would get`}
        className="machine max-h-60 rounded-sm bg-sunken px-3 py-2 leading-[19px] whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <VisibleText text={text ?? ""} />
      </ScrollRegion>
      {isCut ? <p className="text-xs text-ink-2">The rest is left out here.</p> : null}
    </>
  );
}
