import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { jira } from "@/lib/channels/jira";
import type { DloError } from "@/lib/core/errors";
import { type IssueStage, openIssueStage } from "./issue-stage";
import { alertMessage, type Heard, type OtherSide, openOtherSide, outside, type Said } from "./other-side";

/** Atlassian's document format, as far as we use it: text is never empty. */
const mark = z.union([
  z.strictObject({ type: z.literal("strong") }),
  z.strictObject({ type: z.literal("link"), attrs: z.strictObject({ href: z.url() }) }),
]);
const text = z.strictObject({ type: z.literal("text"), text: z.string().min(1), marks: z.array(mark).optional() });
const paragraph = z.strictObject({ type: z.literal("paragraph"), content: z.array(text) });
const listItem = z.strictObject({ type: z.literal("listItem"), content: z.array(paragraph).min(1) });
const list = z.strictObject({ type: z.literal("bulletList"), content: z.array(listItem).min(1) });
const newIssue = z.strictObject({
  fields: z.strictObject({
    project: z.strictObject({ key: z.string() }),
    issuetype: z.strictObject({ name: z.string() }),
    summary: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\n]*$/),
    labels: z.array(z.string().regex(/^\S{1,255}$/)),
    description: z.strictObject({
      type: z.literal("doc"),
      version: z.literal(1),
      content: z.array(z.union([paragraph, list])),
    }),
  }),
});

/** A Jira with one project: it makes issues, finds them by label and tells their status. */
interface There {
  readonly key: string;
  readonly labels: string[];
  category: string;
}
let there: There[] = [];
let interfere: (heard: Heard) => Said | null | undefined = () => undefined;
function answer(heard: Heard): Said | null {
  const said = interfere(heard);
  if (said !== undefined) return said;
  if (heard.headers.authorization !== `Basic ${Buffer.from("dlo@shop.example:the token").toString("base64")}`)
    return { status: 401 };
  if (heard.path === "/rest/api/3/project/OPS") return { status: 200, body: { key: "OPS" } };
  if (heard.path === "/rest/api/3/search/jql") return found(heard);
  if (heard.path === "/rest/api/3/issue") return made(heard);
  const issue = there.find(({ key }) => heard.path === `/rest/api/3/issue/${key}`);
  if (!issue)
    return { status: 404, body: { errorMessages: ["Issue does not exist or you do not have permission to see it."] } };
  return {
    status: 200,
    body: { key: issue.key, fields: { status: { name: "x", statusCategory: { key: issue.category } } } },
  };
}
function found({ body }: Heard): Said {
  const { jql } = z.strictObject({ jql: z.string(), fields: z.array(z.string()), maxResults: z.int() }).parse(body);
  const label = /^project = "OPS" AND labels = "([\w-]+)" ORDER BY created ASC$/.exec(jql)?.[1] ?? "?";
  return {
    status: 200,
    body: { issues: there.filter(({ labels }) => labels.includes(label)).map(({ key }) => ({ key })), isLast: true },
  };
}
function made({ body }: Heard): Said {
  const { labels } = newIssue.parse(body).fields;
  const key = `OPS-${there.length + 1}`;
  there.push({ key, labels, category: "new" });
  return { status: 201, body: { id: "10000", key, self: "https://jira.example/rest/api/3/issue/10000" } };
}

let side: OtherSide;
let stage: IssueStage;
beforeAll(async () => {
  side = await openOtherSide(answer);
  const config = { url: side.url, email: "dlo@shop.example", project: "OPS", issueType: "Bug" };
  stage = await openIssueStage({ kind: "jira", config, secret: { apiToken: "the token" } });
});
afterAll(async () => {
  await stage.world.stop();
  await side.close();
});
beforeEach(async () => {
  there = [];
  interfere = () => undefined;
  await stage.forgetIssues();
});

test("an issue of a class is asked for, made in the published form, and followed until it is closed", async () => {
  const asked = await stage.ask("operator");
  await stage.sync();
  const open = await stage.link();
  there = there.map((issue) => ({ ...issue, category: "done" }));
  await stage.sync();

  expect(asked).toMatchObject({ state: "asked", url: null, channelKind: "jira", createdBy: "operator" });
  expect(open).toMatchObject({ state: "open", externalId: "OPS-1", url: `${side.url}/browse/OPS-1` });
  expect((await stage.link())?.state).toBe("closed");
  expect(side.heard.find(({ path }) => path === "/rest/api/3/issue")).toMatchObject({
    headers: { "content-type": "application/json", accept: "application/json" },
    body: { fields: { labels: [`dlo-${stage.classId}`, "dead-letter-office"] } },
  });
  const trail = (await stage.world.ask("listAuditEntries", { limit: 10 })).items.map(({ action }) => action);
  expect(trail).toEqual(expect.arrayContaining(["class.issue-asked", "class.issue-made"]));
});

test("however often and by whomever it is asked for, a class has one issue in a tracker", async () => {
  const asked = await Promise.all([stage.ask("operator"), stage.ask(), stage.ask("operator")]);
  await Promise.all([stage.sync(), stage.sync(), stage.sync()]);
  await stage.ask();
  await stage.sync();

  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  expect(there).toHaveLength(1);
});

test("an issue whose answer was lost is found by its marker: no second one is made", async () => {
  await stage.ask();
  interfere = (heard) => (heard.path === "/rest/api/3/issue" ? forgottenAnswer(heard) : undefined);
  await stage.sync();
  const unknown = await stage.link();
  interfere = () => undefined;
  await stage.sync();

  expect(unknown).toMatchObject({ state: "asked", failure: expect.stringContaining("did not answer") });
  expect([there.length, (await stage.link())?.state, (await stage.link())?.failure]).toEqual([1, "open", null]);
});
function forgottenAnswer(heard: Heard): null {
  made(heard);
  return null;
}

test("what Jira does not take is told in its own words, and can be asked for again", async () => {
  interfere = ({ path }) =>
    path === "/rest/api/3/issue"
      ? { status: 400, body: { errorMessages: [], errors: { issuetype: "Specify a valid issue type" } } }
      : undefined;
  await stage.ask();
  await stage.sync();
  const failed = await stage.link();
  interfere = () => undefined;
  await stage.ask();
  await stage.sync();

  expect(failed).toMatchObject({
    state: "failed",
    failure: "Jira answered 400: issuetype: Specify a valid issue type",
  });
  expect((await stage.link())?.state).toBe("open");
});

test("an issue that was deleted there is unknown, not closed; asked for again it is made again", async () => {
  await stage.ask();
  await stage.sync();
  there = [];
  await stage.sync();
  const gone = await stage.link();
  await stage.ask();
  await stage.sync();

  expect(gone).toMatchObject({ state: "unknown", failure: "Jira answered 404" });
  expect(await stage.link()).toMatchObject({ state: "open", failure: null });
});

test("while the tracker does not answer, the status stays what was read last, with why it is no newer", async () => {
  await stage.ask();
  await stage.sync();
  interfere = () => ({ status: 503 });
  await stage.sync();

  expect(await stage.link()).toMatchObject({ state: "open", failure: "Jira answered 503" });
});

test("a class of another account, a tracker that is none and a right that is missing lead nowhere", async () => {
  const { world, classId, channelId } = stage;
  const refused = (asked: Promise<unknown>) => asked.catch((error: DloError) => error.code);
  const scope = { kind: "accounts", accountIds: [] } as const;

  expect(await refused(world.ask("createIssue", { id: classId, channelId }, "admin", { scope }))).toBe("not-found");
  expect(await refused(world.ask("listIssues", { id: classId }, "admin", { scope }))).toBe("not-found");
  expect(await refused(world.ask("createIssue", { id: classId, channelId: "chn_00000000000000000009" }))).toBe(
    "not-found",
  );
  expect(await refused(stage.ask("viewer"))).toBe("forbidden");
  expect(await world.ask("listIssueChannels", {})).toEqual({
    items: [{ id: channelId, name: "the jira", kind: "jira" }],
  });
});

test("the token is nowhere: not in what is told, not in the database", async () => {
  interfere = () => ({ status: 401 });
  await stage.ask();
  await stage.sync();

  const rows = await stage.world.db.$queryRawUnsafe("SELECT to_jsonb(c) FROM channel c");
  expect(JSON.stringify([rows, await stage.link()])).not.toContain("the token");
});

test("a test asks whether the project is there for the account, and makes nothing", async () => {
  const config = { url: side.url, email: "dlo@shop.example", project: "OPS", issueType: "Bug" };
  const tried = alertMessage({ kind: "test" });

  expect(await jira.send(tried, config, { apiToken: "the token" }, outside())).toEqual({ kind: "delivered" });
  expect(await jira.send(tried, config, { apiToken: "another" }, outside())).not.toMatchObject({ kind: "delivered" });
  expect(there).toEqual([]);
});

test("alerts are refused: a tracker takes issues of classes only", async () => {
  expect(await jira.send(alertMessage(), {} as never, {} as never, outside())).toMatchObject({ kind: "refused" });
});
