import { type Asked, ask, failureFrom, under } from "./ask";
import type { Channel, Sent } from "./channel";
import { cut, cutLine } from "./cut";
import { type IssueTracker, type Made, type NewIssue, NO_ALERTS, type Read, type WayOut } from "./issue-tracker";
import { inertMarkdown } from "./markdown";

interface Config {
  readonly repository: string;
  readonly apiUrl: string;
  readonly labels: readonly string[];
}
interface Secret {
  readonly token: string;
}

const PER_PAGE = 100;
const MOST_PAGES = 5;
/** Their clock and ours may differ by so much. */
const CLOCKS_DIFFER_MS = 10 * 60 * 1000;

/**
 * GitHub's REST API. The marker stands in a comment that nobody sees; an issue whose answer was lost is found by reading the newest
 * issues, since GitHub's search knows of them only later.
 */
const issues: IssueTracker<Config, Secret> = {
  async create(issue, config, secret, outside): Promise<Made> {
    const call = asking(config, secret, outside);
    const found = await find(issue, call);
    if (found !== undefined) return found;
    const made = await call("POST", "/issues", {
      title: cutLine(issue.title, 256),
      body: bodyOf(issue),
      labels: config.labels,
    });
    if (made.kind === "silent" || made.status !== 201) return notMade(made);
    return issueIn(made.body) ?? { kind: "retry", reason: "GitHub made an issue and did not name it." };
  },
  holds: (url, { repository }) => url.toLowerCase().includes(`/${repository.toLowerCase()}/issues/`),
  async read(externalId, config, secret, outside): Promise<Read> {
    const asked = await asking(config, secret, outside)("GET", `/issues/${encodeURIComponent(externalId)}`);
    if (asked.kind === "answered" && (asked.status === 404 || asked.status === 410 || asked.status === 301))
      return { kind: "absent", reason: `GitHub answered ${asked.status}` };
    const state = asked.kind === "answered" && asked.status === 200 ? textIn(asked.body, "state") : undefined;
    if (state !== "open" && state !== "closed") return { ...failed(asked), kind: "unread" };
    return { kind: state };
  },
};
export const github: Channel<Config, Secret> = {
  /** A test asks whether the repository is there for this token; nothing is made. */
  async send(message, config, secret, outside): Promise<Sent> {
    if (message.kind !== "test") return NO_ALERTS;
    const asked = await asking(config, secret, outside)("GET", "");
    return asked.kind === "answered" && asked.status === 200 ? { kind: "delivered" } : failed(asked);
  },
  issues,
};

type Call = (method: "GET" | "POST", path: string, body?: object) => Promise<Asked>;

function asking(config: Config, secret: Secret, outside: WayOut): Call {
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${secret.token}`,
    "x-github-api-version": "2022-11-28",
  };
  return (method, path, body) =>
    ask(outside, under(config.apiUrl, `/repos/${config.repository}${path}`), { method, headers, body });
}

/** The issue with this marker; undefined where there is none. */
async function find({ marker, askedAt }: NewIssue, call: Call): Promise<Made | undefined> {
  const since = new Date(askedAt.getTime() - CLOCKS_DIFFER_MS).toISOString();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = `state=all&sort=created&direction=desc&since=${since}&per_page=${PER_PAGE}&page=${page}`;
    const asked = await call("GET", `/issues?${query}`);
    if (asked.kind === "silent" || asked.status !== 200 || !Array.isArray(asked.body)) return notMade(asked);
    const there = asked.body.find((one) => textIn(one, "body")?.includes(commentOf(marker)));
    if (there !== undefined) return issueIn(there);
    if (asked.body.length < PER_PAGE) return undefined;
  }
  return undefined;
}

function bodyOf({ marker, lines, facts, links }: NewIssue): string {
  const parts = [
    ...lines.map((line) => inertMarkdown(line)),
    facts.map(({ label, value }) => `- **${inertMarkdown(label)}:** ${inertMarkdown(value)}`).join("\n"),
    links.map(({ label, url }) => `- [${inertMarkdown(label)}](<${url}>)`).join("\n"),
  ];
  return `${cut(parts.filter((part) => part !== "").join("\n\n"), 60_000)}\n\n${commentOf(marker)}\n`;
}

function commentOf(marker: string): string {
  return `<!-- ${marker} -->`;
}

function issueIn(issue: unknown): Made | undefined {
  const url = textIn(issue, "html_url");
  const number = typeof issue === "object" && issue !== null && "number" in issue ? issue.number : undefined;
  if (url === undefined || typeof number !== "number") return undefined;
  return { kind: "made", externalId: String(number), url };
}

function textIn(body: unknown, name: string): string | undefined {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" ? value : undefined;
}

function failed(asked: Asked) {
  return failureFrom(asked, "GitHub", asked.kind === "answered" ? (textIn(asked.body, "message") ?? "") : "");
}

function notMade(asked: Asked): Made {
  const failure = failed(asked);
  return failure.kind === "retry" ? failure : { kind: "refused", reason: failure.reason };
}
