import { createHash } from "node:crypto";
import type { FunctionVersion, LambdaFunction } from "./functions-state";
import type { FunctionError } from "./judge";
import { logGroupOf } from "./shown-function";
import type { Worked } from "./work";

export interface LogLine {
  readonly at: number;
  readonly message: string;
}

/** The lines of one execution, in the form of Lambda's Node.js runtime (Lambda Developer Guide, "Log and monitor Node.js"). */
export class RunLog {
  readonly lines: LogLine[] = [];

  constructor(
    private readonly requestId: string,
    version: string,
    private readonly startedAt: number,
    private readonly endedAt: number,
  ) {
    this.#add(startedAt, `START RequestId: ${requestId} Version: ${version}`);
  }

  /** Everything between START and REPORT. A record that failed is named: nothing else ties a message to its error. */
  tell({ prints, result }: Worked, timeoutSeconds: number, memoryMb: number): void {
    for (const print of prints) {
      if (typeof print === "string") this.#print(this.startedAt, "INFO", print);
      else this.#print(this.endedAt, "ERROR", `Record ${print.failedId} failed\t${stackOf(print.error)}`);
    }
    if ("threw" in result) this.#print(this.endedAt, "ERROR", `Invoke Error \t${stackOf(result.threw)}`);
    if ("isTimeout" in result) {
      const at = new Date(this.endedAt).toISOString();
      this.#add(this.endedAt, `${at} ${this.requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds\n`);
    }
    this.#report(memoryMb, "isTimeout" in result);
  }

  /** The newest four kilobytes, as LogType Tail gives them. */
  tail(): string {
    const text = this.lines.map(({ message }) => message).join("");
    return Buffer.from(text).subarray(-4096).toString("base64");
  }

  /** One stream a day and version of the code. */
  placeOf(fn: LambdaFunction, version: FunctionVersion): { readonly group: string; readonly stream: string } {
    const day = new Date(this.startedAt).toISOString().slice(0, 10).replaceAll("-", "/");
    const id = createHash("md5").update(`${fn.arn} ${day} ${version.code.CodeSha256}`).digest("hex");
    return { group: logGroupOf(fn, version), stream: `${day}/[${version.version}]${id}` };
  }

  #report(memoryMb: number, isTimeout: boolean): void {
    const ms = this.endedAt - this.startedAt;
    const parts = [
      `REPORT RequestId: ${this.requestId}`,
      `Duration: ${ms.toFixed(2)} ms`,
      `Billed Duration: ${ms} ms`,
      `Memory Size: ${memoryMb} MB`,
      `Max Memory Used: ${Math.min(memoryMb, 76)} MB`,
      ...(isTimeout ? ["Status: timeout"] : []),
    ];
    this.#add(this.endedAt, `END RequestId: ${this.requestId}`);
    this.#add(this.endedAt, `${parts.join("\t")}\t`);
  }

  #print(at: number, level: string, text: string): void {
    this.#add(at, `${new Date(at).toISOString()}\t${this.requestId}\t${level}\t${text}`);
  }

  #add(at: number, message: string): void {
    this.lines.push({ at, message: `${message}\n` });
  }
}

/** `<type>: <message>` and where it happened, as Node prints an error. */
export function traceOf({ type, message, trace }: FunctionError): string[] {
  return [`${type}: ${message}`, ...(trace ?? ["    at Runtime.handler (file:///var/task/index.mjs:1:1)"])];
}

function stackOf(error: FunctionError): string {
  return JSON.stringify({ errorType: error.type, errorMessage: error.message, stack: traceOf(error) });
}
