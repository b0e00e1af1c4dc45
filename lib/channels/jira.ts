import { type Asked, ask, basic, failureFrom, under } from "./ask";
import type { Channel, Sent } from "./channel";
import { cut, cutLine } from "./cut";
import { type IssueTracker, type Made, type NewIssue, NO_ALERTS, type Read, type WayOut } from "./issue-tracker";

interface Config {
  readonly url: string;
  readonly email: string;
  readonly project: string;
  readonly issueType: string;
}
interface Secret {
  readonly apiToken: string;
}

/** Jira Cloud's REST API v3. The marker is a label, by which an issue whose answer was lost is found again. */
const issues: IssueTracker<Config, Secret> = {
  async create(issue, config, secret, outside): Promise<Made> {
    const { post } = asking(config, secret, outside);
    const jql = `project = "${config.project}" AND labels = "${issue.marker}" ORDER BY created ASC`;
    const found = await post("/rest/api/3/search/jql", { jql, fields: ["status"], maxResults: 1 });
    if (found.kind === "silent" || found.status !== 200) return notMade(found);
    const there = keyIn(firstIn(found.body));
    if (there !== undefined) return madeAt(config, there);
    const made = await post("/rest/api/3/issue", { fields: fieldsOf(issue, config) });
    if (made.kind === "silent" || made.status !== 201) return notMade(made);
    const key = keyIn(made.body);
    return key === undefined
      ? { kind: "retry", reason: "Jira made an issue and did not name it." }
      : madeAt(config, key);
  },
  holds: (url, config) => url.startsWith(under(config.url, "/browse/")),
  async read(externalId, config, secret, outside): Promise<Read> {
    const { get } = asking(config, secret, outside);
    const asked = await get(`/rest/api/3/issue/${encodeURIComponent(externalId)}?fields=status`);
    if (asked.kind === "answered" && (asked.status === 404 || asked.status === 410))
      return { kind: "absent", reason: `Jira answered ${asked.status}` };
    const category = asked.kind === "answered" && asked.status === 200 ? categoryIn(asked.body) : undefined;
    if (category === undefined) return { ...failureFrom(asked, "Jira", detailIn(asked)), kind: "unread" };
    return { kind: category === "done" ? "closed" : "open" };
  },
};
export const jira: Channel<Config, Secret> = {
  /** A test asks whether the project is there for this account; nothing is made. */
  async send(message, config, secret, outside): Promise<Sent> {
    if (message.kind !== "test") return NO_ALERTS;
    const asked = await asking(config, secret, outside).get(
      `/rest/api/3/project/${encodeURIComponent(config.project)}`,
    );
    const isThere = asked.kind === "answered" && asked.status === 200;
    return isThere ? { kind: "delivered" } : failureFrom(asked, "Jira", detailIn(asked));
  },
  issues,
};

function asking(config: Config, secret: Secret, outside: WayOut) {
  const headers = basic(config.email, secret.apiToken);
  return {
    get: (path: string) => ask(outside, under(config.url, path), { method: "GET", headers }),
    post: (path: string, body: object) => ask(outside, under(config.url, path), { method: "POST", headers, body }),
  };
}

function madeAt(config: Config, key: string): Made {
  return { kind: "made", externalId: key, url: under(config.url, `/browse/${encodeURIComponent(key)}`) };
}

function notMade(asked: Asked): Made {
  const failure = failureFrom(asked, "Jira", detailIn(asked));
  return failure.kind === "retry" ? failure : { kind: "refused", reason: failure.reason };
}

function fieldsOf(issue: NewIssue, config: Config): object {
  return {
    project: { key: config.project },
    issuetype: { name: config.issueType },
    summary: cutLine(issue.title, 255),
    labels: [issue.marker, "dead-letter-office"],
    description: { type: "doc", version: 1, content: documentOf(issue) },
  };
}

/** Atlassian's document format: no text in it may be empty. */
function documentOf({ lines, facts, links }: NewIssue): object[] {
  const text = (words: string, marks?: object[]) => ({ type: "text", text: cut(words, 5000), ...(marks && { marks }) });
  const paragraph = (...content: object[]) => ({ type: "paragraph", content });
  const list = (items: object[][]) =>
    items.length === 0
      ? []
      : [
          {
            type: "bulletList",
            content: items.map((content) => ({ type: "listItem", content: [paragraph(...content)] })),
          },
        ];
  return [
    ...lines.filter((line) => line !== "").map((line) => paragraph(text(line))),
    ...list(facts.map(({ label, value }) => [text(`${label}: `, [{ type: "strong" }]), text(value || "–")])),
    ...list(links.map(({ label, url }) => [text(label, [{ type: "link", attrs: { href: url } }])])),
  ];
}

function firstIn(body: unknown): unknown {
  const issues = typeof body === "object" && body !== null && "issues" in body ? body.issues : undefined;
  return Array.isArray(issues) ? issues[0] : undefined;
}

function keyIn(issue: unknown): string | undefined {
  if (typeof issue !== "object" || issue === null || !("key" in issue)) return undefined;
  return typeof issue.key === "string" ? issue.key : undefined;
}

function categoryIn(body: unknown): string | undefined {
  const path = ["fields", "status", "statusCategory", "key"];
  const found = path.reduce<unknown>(
    (at, name) => (typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined),
    body,
  );
  return typeof found === "string" ? found : undefined;
}

/** Jira's words on what it does not take. */
function detailIn(asked: Asked): string {
  if (asked.kind === "silent" || typeof asked.body !== "object" || asked.body === null) return "";
  const { body } = asked;
  const messages = "errorMessages" in body && Array.isArray(body.errorMessages) ? body.errorMessages : [];
  const fields = "errors" in body && typeof body.errors === "object" && body.errors !== null ? body.errors : {};
  const named = Object.entries(fields).map(([field, words]) => `${field}: ${String(words)}`);
  return [...messages.map(String), ...named].join("; ");
}
