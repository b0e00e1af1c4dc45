import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Guard } from "./guard";

const LEFT_OUT = /^(node_modules|\.git|\.next|\.data|test-results|docs\/screenshots)(\/|$)/;

/** A copy of the working tree that may be broken; packages are those of the tree itself. */
export interface WorkingCopy {
  readonly dir: string;
  /** Takes the guard away; returns what puts it back. Throws when its text does not stand there exactly once. */
  without(guard: Guard): () => void;
  discard(): void;
}

export function makeWorkingCopy(): WorkingCopy {
  const root = resolve(".");
  const dir = mkdtempSync(join(tmpdir(), "dlo-guards-"));
  cpSync(root, dir, {
    recursive: true,
    filter: (path) => !LEFT_OUT.test(relative(root, path)),
  });
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  return {
    dir,
    without({ name, file, find, replace }) {
      const path = join(dir, file);
      const text = readFileSync(path, "utf8");
      const [before, after, ...more] = text.split(find);
      if (before === undefined || after === undefined || more.length > 0)
        throw new Error(`The text of the guard "${name}" does not stand exactly once in ${file}.`);
      writeFileSync(path, before + replace + after);
      return () => writeFileSync(path, text);
    },
    discard: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }),
  };
}
