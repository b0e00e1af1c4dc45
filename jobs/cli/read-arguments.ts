import { parseArgs } from "node:util";
import type { Arguments, Command, Flag } from "./command";
import { Misuse } from "./misuse";
import { didYouMean } from "./nearest";

/** Every command has it. */
export const HELP: Flag = { summary: "show this" };

/** What was typed after a command's name. Throws Misuse for what the command does not know, with the nearest name. */
export function readArguments(command: Command, args: readonly string[]): Arguments {
  const flags: Record<string, Flag> = { ...command.flags, help: HELP };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(name === "help" && { short: "h" }),
      },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const words: string[] = [];
  const given = new Map<string, (string | true)[]>();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind === "option")
      given.set(token.name, [
        ...(given.get(token.name) ?? []),
        checked(token.rawName, token.value, flags[token.name], flags),
      ]);
  }
  if (!given.has("help")) checkCount(command, words);
  return {
    words,
    text: (flag) => {
      const value = given.get(flag)?.at(-1);
      return typeof value === "string" ? value : undefined;
    },
    texts: (flag) => (given.get(flag) ?? []).filter((value) => value !== true),
    isOn: (flag) => given.has(flag),
  };
}

function checked(
  typed: string,
  value: string | undefined,
  flag: Flag | undefined,
  flags: Readonly<Record<string, Flag>>,
): string | true {
  if (!flag) {
    const known = Object.keys(flags).map((name) => `--${name}`);
    throw new Misuse(`There is no flag ${typed}.${didYouMean(typed, known) || ` There are ${known.join(", ")}.`}`);
  }
  if (flag.value === undefined) {
    if (value !== undefined) throw new Misuse(`${typed} takes no value.`);
    return true;
  }
  if (value === undefined || value === "") throw new Misuse(`${typed} needs a value: ${typed} ${flag.value}.`);
  if (flag.oneOf && !flag.oneOf.includes(value))
    throw new Misuse(`${typed} is one of ${flag.oneOf.join(", ")}, not ${value}.${didYouMean(value, flag.oneOf)}`);
  return value;
}

function checkCount({ name, usage }: Command, words: readonly string[]): void {
  const places = usage.split(" ").filter(Boolean);
  const least = places.filter((place) => !place.startsWith("[")).length;
  if (words.length < least) throw new Misuse(`dlo ${name} needs ${places.slice(words.length, least).join(" ")}.`);
  const extra = words[places.length];
  if (extra !== undefined) throw new Misuse(`dlo ${name} does not know what to do with ${extra}.`);
}
