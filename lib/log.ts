import pino from "pino";

export type Log = pino.Logger;

/** Structured logs, one JSON object a line. Credentials, cookies and message bodies are redacted by key. */
export function createLog(name: string, level: string): Log {
  return pino({
    name,
    level,
    redact: {
      paths: [
        "*.authorization",
        "*.cookie",
        "*.password",
        "*.token",
        "*.body",
        "*.secretAccessKey",
        "*.sessionToken",
        "*.credentials",
      ],
      censor: "[redacted]",
    },
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
