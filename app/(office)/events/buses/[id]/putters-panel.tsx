import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Bus } from "@/lib/contract/event-buses";
import { othersFirst } from "../putter-words";

type Putter = NonNullable<Bus["whoMayPut"]>[number];

/** Who may put events on a bus by its policy, other accounts first. */
export function PuttersPanel({ bus }: { bus: Bus }) {
  const putters = bus.whoMayPut;
  return (
    <Panel title="Who may put events" isFlush>
      {bus.isOpenToAll ? (
        <p className="border-b px-4 py-2.5">
          <StateLabel status="escalating">Everybody may.</StateLabel>
        </p>
      ) : null}
      {putters === null ? (
        <p className="px-4 py-3">
          <StateLabel status="unknown">Unknown</StateLabel>
          <span className="block text-ink-2">Its policy could not be understood: it may let others in.</span>
        </p>
      ) : putters.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          It has no policy: only its own account, by the rights of its people and roles.
        </p>
      ) : (
        <ul>
          {othersFirst(putters).map((putter) => (
            <PutterItem key={`${putter.effect} ${putter.kind} ${putter.who} ${putter.sentence}`} putter={putter} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function PutterItem({ putter: { accountId, accountName, effect, isCrossAccount, sentence, who } }: { putter: Putter }) {
  return (
    <li className="grid gap-1 border-b px-4 py-2.5 last:border-b-0">
      <span className="wrap-anywhere">{sentence}</span>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-2">
        {isCrossAccount ? <Chip>another account</Chip> : null}
        {effect === "deny" ? <Chip>forbidden</Chip> : null}
        {accountId ? <TextLink href={`/accounts/${accountId}`}>{accountName ?? who}</TextLink> : null}
      </span>
    </li>
  );
}
