import type { Client } from "@/lib/contract/client";
import type { ExitCode } from "./exit-codes";

/** What a command gets from outside. */
export interface Session {
  /** Made when it is first asked for: `--help` needs no address and no token. */
  client(): Client;
  /** A download of the office, line by line; `path` begins after `/api/v1`. Throws ApiError when it is refused. */
  download(path: string): AsyncIterable<string>;
  readonly io: Io;
}
export interface Io {
  print(text: string): void;
  /** To standard error: what is not the answer itself. */
  warn(text: string): void;
  /** Asks whoever sits at the terminal; null when nobody does. */
  ask(question: string): Promise<string | null>;
  readInput(): Promise<string>;
  /** Writes over the line that it wrote before; undefined where no terminal is. */
  readonly rewrite?: ((line: string) => void) | undefined;
  /** Says this when somebody presses Ctrl-C, and ends with 130. Returns how to take that back. */
  readonly onInterrupt?: ((words: string) => () => void) | undefined;
}

export interface Flag {
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string;
  readonly summary: string;
  /** Values that are allowed; any when absent. */
  readonly oneOf?: readonly string[];
}
export interface Arguments {
  readonly words: readonly string[];
  text(flag: string): string | undefined;
  /** All values of a flag that may be given more than once. */
  texts(flag: string): readonly string[];
  isOn(flag: string): boolean;
}
export interface Command {
  /** For example `config apply`. */
  readonly name: string;
  /** For example `<file>`; empty when there are none. Those in brackets may be left out. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: Readonly<Record<string, Flag>>;
  /** What the exit codes of this command say. */
  readonly exits: string;
  run(session: Session, given: Arguments): Promise<ExitCode>;
}
