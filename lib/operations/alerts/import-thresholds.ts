import { parseDocument } from "yaml";
import { thresholdSchema } from "@/lib/contract/alert-settings";
import { importedThresholds } from "@/lib/core/alerts/thresholds/import";
import { Invalid } from "@/lib/core/errors";
import { listQueueNames } from "@/lib/db/queue-names";
import { question } from "../operation";

/** As many as the settings hold. */
const MOST_LINES = 5000;
const MOST_WARNINGS = 200;
/** Aliases can make a small text large. */
const MOST_ALIASES = 100;

/** Reads a per-queue threshold file as lines of ours. Changes nothing: whoever asks sets what comes of it, or does not. */
export const importThresholds = question("importThresholds", async (ctx, { text }) => {
  const known = await listQueueNames(ctx.db, ctx.actor.scope);
  const { thresholds, warnings, queueCount, unknownQueues } = importedThresholds(read(text), known);
  if (thresholds.length > MOST_LINES)
    throw refused(
      `it makes ${thresholds.length} lines, and the settings hold ${MOST_LINES}: put queues that share their limits together under one name with a *`,
    );
  const more = warnings.length - MOST_WARNINGS;
  return {
    thresholds: thresholds.map((line) => thresholdSchema.parse(line)),
    warnings: [...warnings.slice(0, MOST_WARNINGS), ...(more > 0 ? [`${more} more like these.`] : [])],
    queueCount,
    unknownQueues: unknownQueues.slice(0, MOST_LINES),
  };
});

function read(text: string): unknown {
  try {
    const document = parseDocument(text);
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : "nobody knows why";
    throw refused(`it is neither YAML nor JSON: ${why}`);
  }
}

function refused(message: string): Invalid {
  return new Invalid(`text: ${message}`, [{ field: "text", message }]);
}
