import type { Command } from "./command";
import { Misuse } from "./misuse";
import { didYouMean } from "./nearest";

/**
 * The command that a line begins with and what follows it; several commands when the line stops at their first word, all
 * of them when it names none. Throws Misuse for a name that is unknown, with the nearest.
 */
export function findCommand(
  commands: readonly Command[],
  argv: readonly string[],
): { commands: readonly Command[]; rest: readonly string[] } {
  const [first, second] = argv;
  if (first === undefined || first.startsWith("-") || first === "help") return { commands, rest: argv };
  const two = commands.find(({ name }) => name === `${first} ${second}`);
  if (two) return { commands: [two], rest: argv.slice(2) };
  const one = commands.find(({ name }) => name === first);
  if (one) return { commands: [one], rest: argv.slice(1) };
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  const typed = group.length > 0 && second !== undefined ? `${first} ${second}` : first;
  if (group.length > 0 && (second === undefined || second.startsWith("-")))
    return { commands: group, rest: argv.slice(1) };
  const names =
    group.length > 0 ? group.map(({ name }) => name) : commands.flatMap(({ name }) => [name, firstOf(name)]);
  throw new Misuse(`There is no command dlo ${typed}.${didYouMean(typed, names)} dlo --help lists them.`);
}

function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}
