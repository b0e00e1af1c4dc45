import type { Clues, Finding } from "./evidence";
import { judgeFigures } from "./judge-figures";
import { judgeLogs } from "./judge-logs";

export const NO_ERROR_TEXT = "this message carries no error";

/**
 * Climbs the ladder for one message: its consumer's log, then its figures, then a trace to follow. Pure and never throws;
 * where nothing is told it says that, and claims nothing.
 */
export function judgeClues({ messageId, logLines, figures, traceId }: Clues): Finding {
  const inLogs = logLines === null ? undefined : judgeLogs(logLines, messageId);
  const told = inLogs ?? (figures === null ? undefined : judgeFigures(figures));
  return told ?? (traceId === null ? nothing() : traced(traceId));
}

/** A trace says nothing by itself: it leads to where more may be found. */
function traced(traceId: string): Finding {
  return {
    rung: "trace",
    confidence: "weak",
    text: `no error was found; its trace is ${traceId}`,
    cause: { kind: "unknown", reason: "This message carries no error; only a trace leads on." },
  };
}

function nothing(): Finding {
  const cause = { kind: "unknown", reason: "This message carries no error." } as const;
  return { rung: "none", confidence: "weak", text: NO_ERROR_TEXT, cause };
}
