import pino from "pino";
import { loggable } from "@/lib/core/log/loggable";

/** No children: what they are bound to would not pass `loggable`. */
export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error" | "fatal">;

/**
 * Structured logs: one JSON object a line, whatever is in it. Everything passes `loggable` first, so secrets are taken out
 * at any depth and nothing is endless.
 */
export function createLog(name: string, level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    name,
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error) => error },
    hooks: {
      logMethod(args, method) {
        const [first, ...rest] = args.map(loggable);
        const isError = (args[0] as unknown) instanceof Error;
        method.apply(this, [isError ? { err: first } : first, ...rest] as typeof args);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
