import { expect, test } from "vitest";
import { createLog } from "@/lib/log";
import { consoleToLog } from "./console-to-log";

test("what is printed about an error is one line of JSON, without secrets", () => {
  const lines: string[] = [];
  const target: Pick<Console, "error" | "warn"> = { error: () => undefined, warn: () => undefined };
  consoleToLog(createLog("web", "info", { write: (line) => void lines.push(line) }), target);

  target.error("⨯", new Error('a\n{"forged":1}\u001b[2J', { cause: { authorization: "canary" } }));
  target.warn("Bearer canary-canary", 7);

  expect(lines).toHaveLength(2);
  expect(lines.join("")).not.toContain("canary");
  for (const line of lines) expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 50, said: ["⨯", { type: "Error" }] });
});
