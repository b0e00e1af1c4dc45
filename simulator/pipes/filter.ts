import { compilePattern } from "../events/pattern/compile-pattern";
import { type PipeEvent, parsedEvent } from "./pipe-event";
import type { Pipe } from "./state";

/** Whether an event passes the pipe's filter: one of its patterns matches, or there is none. */
export function filterOf({ sourceParameters }: Pick<Pipe, "sourceParameters">): (event: PipeEvent) => boolean {
  const patterns = (sourceParameters.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []);
  const tests = patterns.map((pattern) => compilePattern(pattern));
  if (tests.length === 0) return () => true;
  return (event) => {
    const seen = parsedEvent(event);
    return tests.some((matches) => matches(seen));
  };
}
