import type { Ctx } from "@/lib/operations/context";

/**
 * What Next and packages print about errors becomes entries of the log: one line of JSON each, with secrets taken out.
 * What they quote may hold line breaks and escape sequences that somebody outside chose.
 */
export function consoleToLog(
  log: Pick<Ctx["log"], "error" | "warn">,
  target: Pick<Console, "error" | "warn"> = console,
) {
  target.error = (...said: unknown[]) => log.error({ said }, "console");
  target.warn = (...said: unknown[]) => log.warn({ said }, "console");
}
