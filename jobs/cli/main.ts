import { stderr, stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import type { Client } from "@/lib/contract/client";
import type { Io, Session } from "./command";
import { COMMANDS } from "./commands";
import { type Address, connectTo } from "./connection";
import { linesFrom } from "./download";
import { EXIT, type ExitCode } from "./exit-codes";
import { explainFailure } from "./explain-failure";
import { findCommand } from "./find-command";
import { Misuse } from "./misuse";
import { readArguments } from "./read-arguments";
import { helpOf, helpOfOne } from "./show-help";

/** Runs one command line and returns its exit code; throws nothing. The token never reaches the screen. */
export async function main(argv: readonly string[], address: Address, outside: Io = terminal): Promise<ExitCode> {
  const io = withoutToken(outside, address.token?.trim());
  try {
    return await runCommand(argv, sessionOf(io, address));
  } catch (failure) {
    io.warn(explainFailure(failure));
    return EXIT.error;
  }
}

async function runCommand(argv: readonly string[], session: Session): Promise<ExitCode> {
  const { commands, rest } = findCommand(COMMANDS, argv);
  const [command] = commands;
  const isAsked = argv.length === 0 || ["--help", "-h", "help"].includes(rest[0] ?? "");
  if (command && commands.length === 1) {
    const given = readArguments(command, rest);
    if (!given.isOn("help")) return command.run(session, given);
    session.io.print(helpOfOne(command));
    return EXIT.done;
  }
  if (!isAsked) throw new Misuse(`dlo ${argv[0]} is no command by itself:\n\n${helpOf(commands)}`);
  session.io.print(helpOf(commands));
  return EXIT.done;
}

function sessionOf(io: Io, address: Address): Session {
  let client: Client | undefined;
  return {
    io,
    download: (path) => linesFrom(address, path),
    client: () => {
      client ??= connectTo(address);
      return client;
    },
  };
}

const terminal: Io = {
  print: (line) => console.log(line),
  warn: (line) => console.error(line),
  async ask(question) {
    if (!stdin.isTTY || !stdout.isTTY) return null;
    const asking = createInterface({ input: stdin, output: stdout });
    try {
      return await asking.question(question);
    } finally {
      asking.close();
    }
  },
  readInput: () => text(stdin),
  rewrite: stderr.isTTY ? (line) => void stderr.write(`\r\u001b[2K${line.slice(0, stderr.columns - 1)}`) : undefined,
  onInterrupt(words) {
    const stop = () => {
      console.error(`\n${words}`);
      process.exit(INTERRUPTED);
    };
    process.once("SIGINT", stop);
    return () => void process.off("SIGINT", stop);
  },
};
/** What shells say of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

function withoutToken(io: Io, token: string | undefined): Io {
  const hide = (line: string) => (token ? line.replaceAll(token, "<DLO_TOKEN>") : line);
  const { print, warn, rewrite } = io;
  const hiding = { print: (line: string) => print(hide(line)), warn: (line: string) => warn(hide(line)) };
  return { ...io, ...hiding, ...(rewrite && { rewrite: (line: string) => rewrite(hide(line)) }) };
}
