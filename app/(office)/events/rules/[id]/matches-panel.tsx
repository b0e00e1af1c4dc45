import { Panel } from "@/app/_components/ui/panel";
import { PatternText } from "../../pattern-text";
import { scheduleWords } from "../../schedule-words";

type Props = { eventPattern: string | null; scheduleExpression: string | null };

/** What makes the rule run: a pattern of events, a schedule, or both. */
export function MatchesPanel({ eventPattern, scheduleExpression }: Props) {
  return (
    <Panel title="What it matches" hint={eventPattern ? "its pattern, as AWS keeps it" : undefined} isFlush>
      {scheduleExpression ? (
        <p className="px-4 py-3">
          Runs {scheduleWords(scheduleExpression)}. <code className="machine text-ink-3">{scheduleExpression}</code>
        </p>
      ) : null}
      {eventPattern ? <PatternText pattern={eventPattern} label="Pattern" /> : null}
      {eventPattern || scheduleExpression ? null : (
        <p className="px-4 py-3 text-unknown">Neither a pattern nor a schedule is known.</p>
      )}
    </Panel>
  );
}
