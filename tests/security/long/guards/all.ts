import { approvals } from "./approvals";
import { door } from "./door";
import type { Guard } from "./guard";
import { privacy } from "./privacy";
import { proofs } from "./proofs";
import { rights } from "./rights";
import { scopedQueries, scopes } from "./scopes";
import { signIn } from "./sign-in";

/** Every guard whose loss a test must notice. Those of single queries are found in the code. */
export function allGuards(): Guard[] {
  return [...rights, ...scopes, ...scopedQueries(), ...door, ...signIn, ...approvals, ...privacy, ...proofs];
}

/** What is wrong with the list itself: a text that stands nowhere, or more than once. */
export function staleGuards(guards: readonly Guard[], read: (file: string) => string): string[] {
  return guards.flatMap(({ name, file, edits }) =>
    edits.flatMap(({ find }) => {
      const count = read(file).split(find).length - 1;
      return count === 1 ? [] : [`${file}: "${name}" stands ${count} times: ${find.slice(0, 90)}`];
    }),
  );
}
