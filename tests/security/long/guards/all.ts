import { parseSync } from "rolldown/utils";
import { approvals } from "./approvals";
import { door } from "./door";
import { executions } from "./executions";
import type { Guard } from "./guard";
import { privacy } from "./privacy";
import { proofs } from "./proofs";
import { replays } from "./replays";
import { rights } from "./rights";
import { scopedQueries, scopes } from "./scopes";
import { signIn } from "./sign-in";
import { waysBack } from "./ways-back";

/** Every guard whose loss a test must notice. Those of single queries are found in the code. */
export function allGuards(): Guard[] {
  return [
    ...rights,
    ...scopes,
    ...scopedQueries(),
    ...door,
    ...signIn,
    ...approvals,
    ...waysBack,
    ...replays,
    ...executions,
    ...privacy,
    ...proofs,
  ];
}

/** What is wrong with the list itself: a text that stands nowhere or more than once, or nothing that can be read without it. */
export function staleGuards(guards: readonly Guard[], read: (file: string) => string): string[] {
  return guards.flatMap(({ name, file, find, replace }) => {
    const [before, after, ...more] = read(file).split(find);
    if (before === undefined || after === undefined || more.length > 0)
      return [`${file}: "${name}" does not stand there exactly once: ${find.slice(0, 90)}`];
    const { errors } = file.endsWith(".ts") ? parseSync(file, before + replace + after) : { errors: [] };
    return errors.length > 0 ? [`${file}: without "${name}" it is no TypeScript`] : [];
  });
}
