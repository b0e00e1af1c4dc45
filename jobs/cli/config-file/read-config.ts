import { type Document, LineCounter, parseDocument } from "yaml";
import { type ConfigDocument, configDocumentSchema } from "@/lib/contract/config-document";
import { explainIssue, explainKey } from "./explain-issue";
import { knownKeys } from "./known-keys";
import { lineAndColumn, type Path, placeAt } from "./locate";

/** Something wrong in a file, and where. */
export interface LocatedIssue {
  readonly line: number;
  readonly column: number;
  /** For example `accounts.3.regions.0`; empty when it is about the file's form. */
  readonly path: string;
  readonly message: string;
}
export interface ReadConfig {
  /** Undefined when something is wrong. */
  readonly document: ConfigDocument | undefined;
  readonly issues: readonly LocatedIssue[];
  /** Places a refusal of the server, whose fields begin with `document.`. */
  locate(field: string, message: string): LocatedIssue;
}

/** A configuration file, read and checked. Everything that is wrong is named at once, in the order of the file. */
export function readConfig(source: string): ReadConfig {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const issueAt = (offset: number, path: Path, message: string): LocatedIssue => ({
    ...lineAndColumn(lines, offset),
    path: path.map(String).join("."),
    message,
  });
  const badForm = [...document.errors, ...document.warnings].map(({ pos, message }) => issueAt(pos[0], [], message));
  const isTreeWhole = document.errors.every(({ code }) => code === "DUPLICATE_KEY");
  const checked = isTreeWhole ? check(document, issueAt) : { document: undefined, issues: [] };
  const issues = [...badForm, ...checked.issues].sort((a, b) => a.line - b.line || a.column - b.column);
  return {
    document: issues.length === 0 ? checked.document : undefined,
    issues,
    locate(field, message) {
      const path = field.split(".").slice(field.startsWith("document.") ? 1 : 0);
      return issueAt(placeAt(document, path).offset, path, message);
    },
  };
}

type IssueAt = (offset: number, path: Path, message: string) => LocatedIssue;

function check(document: Document, issueAt: IssueAt): { document: ConfigDocument | undefined; issues: LocatedIssue[] } {
  const value = plainValue(document);
  if (value === undefined)
    return { document: undefined, issues: [issueAt(0, [], "the file says nothing, or repeats itself without end")] };
  const read = configDocumentSchema.safeParse(value);
  if (read.success) return { document: read.data, issues: [] };
  const issues = read.error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      const { node, offset } = placeAt(document, issue.path);
      return [issueAt(offset, issue.path, explainIssue(issue, node))];
    }
    const known = knownKeys(configDocumentSchema, issue.path);
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return issueAt(placeAt(document, path).keyOffset, path, explainKey(key, known));
    });
  });
  return { document: undefined, issues };
}

/** Undefined for an empty file and for one whose aliases grow without measure, which `yaml` refuses. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS() ?? undefined;
  } catch {
    return undefined;
  }
}
