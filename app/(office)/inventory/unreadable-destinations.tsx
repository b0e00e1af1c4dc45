"use client";

import { useAnswer } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";

type Props = { accountId?: string; region?: string };

/** Who sends failures to where nobody can read them from here; nothing where there is no such thing. */
export function UnreadableDestinations({ accountId, region }: Props) {
  const { data } = useAnswer("listUnreadableDestinations", { accountId, region, limit: 50 });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title="Recognised, not readable" hint="failures that go to no queue" isFlush>
      <ul>
        {data.items.map((one) => (
          <li
            key={`${one.arn} ${one.part} ${one.destinationArn}`}
            className="grid gap-0.5 border-t px-4 py-2 first:border-t-0"
          >
            <TextLink href={`/inventory/${one.resourceId}`}>{one.name}</TextLink>
            <span className="text-ink-2">{one.sentence}</span>
            <span className="text-xs text-ink-3">
              {one.accountName} · {one.region}
            </span>
          </li>
        ))}
      </ul>
      {data.nextCursor ? (
        <p className="border-t px-4 py-2 text-xs text-ink-3">The first 50 of {formatCount(data.totalCount)}.</p>
      ) : null}
    </Panel>
  );
}
