import type { LogRecord } from "./log-records";

/** One run of a function as its log tells of it. */
export interface Invocation {
  readonly requestId: string | null;
  readonly records: LogRecord[];
}

/** Entries put to the run that wrote them; `loose` are those of which no run is known. */
export interface Runs {
  readonly invocations: readonly Invocation[];
  readonly loose: readonly LogRecord[];
}

/**
 * Finds the runs in one stream. An entry with a request id belongs to that request; one without belongs to the run
 * between whose START and END it stands, when just one is under way there.
 */
export function runsIn(records: readonly LogRecord[]): Runs {
  const all: Invocation[] = [];
  const newest = new Map<string, Invocation>();
  const open = new Set<Invocation>();
  let waiting: LogRecord[] = [];
  const loose: LogRecord[] = [];
  const begin = (requestId: string) => {
    const made: Invocation = { requestId, records: [] };
    all.push(made);
    newest.set(requestId, made);
    return made;
  };
  const start = (record: LogRecord, requestId: string) => {
    const made = begin(requestId);
    for (const one of waiting) (one.isInit ? made.records : loose).push(one);
    waiting = [];
    made.records.push(record);
    open.add(made);
  };
  const end = (record: LogRecord, run: Invocation) => {
    const isBeginCut = !run.records.some(({ role }) => role === "start");
    if (isBeginCut) run.records.unshift(...waiting.splice(0));
    run.records.push(record);
    open.delete(run);
  };
  for (const record of records) {
    const { requestId, role } = record;
    const [only] = open;
    if (requestId !== null && role === "start") start(record, requestId);
    else if (requestId !== null) {
      const run = newest.get(requestId) ?? begin(requestId);
      if (role === "end" || role === "report") end(record, run);
      else run.records.push(record);
    } else if (open.size === 1 && only !== undefined) only.records.push(record);
    else waiting.push(record);
  }
  return { invocations: all, loose: [...loose, ...waiting] };
}
