import { readFile } from "node:fs/promises";
import { ApiError } from "@/lib/contract/client";
import type { ConfigDocument } from "@/lib/contract/config-document";
import type { Session } from "../command";
import { Misuse } from "../misuse";
import { plain } from "../table";
import { type LocatedIssue, type ReadConfig, readConfig } from "./read-config";

export interface LoadedConfig {
  readonly document: ConfigDocument;
  /** Passes on what the office says about the document, its refusals placed in the file. */
  placing<T>(asking: Promise<T>): Promise<T>;
}

/** A configuration file from disk, or from standard input for `-`. Throws Misuse with every place that is wrong. */
export async function loadConfig(file: string, { io }: Session): Promise<LoadedConfig> {
  const source = file === "-" ? await io.readInput() : await contentOf(file);
  const read = readConfig(source);
  if (!read.document) throw new Misuse(told(file, read.issues));
  return { document: read.document, placing: (asking) => asking.catch((failure) => fail(file, read, failure)) };
}

async function contentOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((failure: NodeJS.ErrnoException) => {
    throw new Misuse(`Cannot read ${file}: ${failure.code === "ENOENT" ? "there is no such file" : failure.message}.`);
  });
}

function fail(file: string, read: ReadConfig, failure: unknown): never {
  const fields = failure instanceof ApiError ? (failure.problem.fields ?? []) : [];
  if (fields.length === 0) throw failure;
  throw new Misuse(
    told(
      file,
      fields.map(({ field, message }) => read.locate(field, message)),
    ),
  );
}

function told(file: string, issues: readonly LocatedIssue[]): string {
  const lines = issues.map(({ line, column, path, message }) =>
    plain(`${file}:${line}:${column} ${path ? `${path}: ` : ""}${message}`),
  );
  return [
    ...lines,
    `${issues.length === 1 ? "One place is" : `${issues.length} places are`} wrong; nothing was changed.`,
  ].join("\n");
}
