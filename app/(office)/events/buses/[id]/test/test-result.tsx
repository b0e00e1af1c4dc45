import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { EventTest } from "@/lib/contract/event-test";
import { inOrder, testHeadline } from "./test-words";
import { TestedRule } from "./tested-rule";

type Props = { test: EventTest; ruleId: string | undefined };

/** What would happen: refused, or rule by rule. */
export function TestResult({ test, ruleId }: Props) {
  if (!test.isTaken) return <Refused problems={test.problems} />;
  return (
    <>
      <Panel title={testHeadline(test.rules)} isFlush>
        {test.rules.length === 0 ? (
          <EmptyState
            title="This bus has no rule."
            evidence="The event would go nowhere, unless an archive keeps it."
          />
        ) : (
          <ul>
            {inOrder(test.rules, ruleId).map((rule) => (
              <TestedRule key={rule.ruleId} rule={rule} />
            ))}
          </ul>
        )}
      </Panel>
      <Limits test={test} />
    </>
  );
}

function Refused({ problems }: { problems: EventTest["problems"] }) {
  return (
    <Panel title="EventBridge would refuse this event" hint={formatPlural(problems.length, "reason")} isFlush>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`} className="flex flex-wrap gap-x-2 border-b px-4 py-2.5 last:border-b-0">
            <StateLabel status="block">
              <code className="machine">{field}</code>
            </StateLabel>
            <span className="wrap-anywhere">{message}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What was added to the event, and what limits the answer. */
function Limits({ test: { filled, notes } }: { test: EventTest }) {
  if (filled.length === 0 && notes.length === 0) return null;
  return (
    <Panel title="What it rests on">
      {notes.length > 0 ? (
        <ul className="grid gap-1">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {filled.length > 0 ? (
        <>
          <p className="mt-2 text-ink-2 first:mt-0">EventBridge adds these itself; here stood for them:</p>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4">
            {filled.map(({ field, value }) => (
              <div key={field} className="contents">
                <dt className="machine leading-5 text-ink-2">{field}</dt>
                <dd className="machine leading-5 wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </Panel>
  );
}
