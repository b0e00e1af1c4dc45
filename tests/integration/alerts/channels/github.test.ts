import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { github } from "@/lib/channels/github";
import type { NewIssue } from "@/lib/channels/issue-tracker";
import { type IssueStage, openIssueStage } from "./issue-stage";
import { alertMessage, type Heard, NOW, type OtherSide, openOtherSide, outside, type Said } from "./other-side";

const newIssue = z.strictObject({
  title: z.string().min(1).max(256),
  body: z.string().max(65_536),
  labels: z.array(z.string()),
});

interface There {
  readonly number: number;
  readonly body: string;
  readonly title: string;
  state: string;
}
let there: There[] = [];
let interfere: (heard: Heard) => Said | null | undefined = () => undefined;
function answer(heard: Heard): Said | null {
  const said = interfere(heard);
  if (said !== undefined) return said;
  if (heard.headers.authorization !== "Bearer the token") return { status: 401, body: { message: "Bad credentials" } };
  if (heard.path === "/repos/acme/shop") return { status: 200, body: { full_name: "acme/shop" } };
  if (heard.path === "/repos/acme/shop/issues") return heard.method === "POST" ? made(heard) : listed(heard);
  const issue = there.find(({ number }) => heard.path === `/repos/acme/shop/issues/${number}`);
  return issue ? { status: 200, body: shown(issue) } : { status: 404, body: { message: "Not Found" } };
}
const shown = (issue: There) => ({ ...issue, html_url: `https://github.com/acme/shop/issues/${issue.number}` });
function listed({ query }: Heard): Said {
  const wanted = z
    .strictObject({
      state: z.literal("all"),
      sort: z.literal("created"),
      direction: z.literal("desc"),
      since: z.iso.datetime(),
      per_page: z.coerce.number().int().max(100),
      page: z.coerce.number().int(),
    })
    .parse(Object.fromEntries(query));
  const newest = there.toSorted((a, b) => b.number - a.number);
  return {
    status: 200,
    body: newest.slice((wanted.page - 1) * wanted.per_page, wanted.page * wanted.per_page).map(shown),
  };
}
function made({ body }: Heard): Said {
  const { title, body: text } = newIssue.parse(body);
  const issue = { number: there.length + 1, title, body: text, state: "open" };
  there.push(issue);
  return { status: 201, body: shown(issue) };
}

let side: OtherSide;
let stage: IssueStage;
beforeAll(async () => {
  side = await openOtherSide(answer);
  const config = { repository: "acme/shop", apiUrl: side.url, labels: ["incident"] };
  stage = await openIssueStage({ kind: "github", config, secret: { token: "the token" } });
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

test("an issue of a class is made in the published form and followed until it is closed", async () => {
  await stage.ask("operator");
  await stage.sync();
  const open = await stage.link();
  there = there.map((issue) => ({ ...issue, state: "closed" }));
  await stage.sync();

  expect(open).toMatchObject({
    state: "open",
    externalId: "1",
    url: "https://github.com/acme/shop/issues/1",
    channelKind: "github",
  });
  expect((await stage.link())?.state).toBe("closed");
  expect(side.heard.find(({ method }) => method === "POST")?.headers).toMatchObject({
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "user-agent": "dead-letter-office",
  });
});

test("an issue whose answer was lost is found among the newest by its marker: no second one is made", async () => {
  await stage.ask();
  interfere = (heard) => (heard.method === "POST" ? forgottenAnswer(heard) : undefined);
  await stage.sync();
  interfere = () => undefined;
  const others = Array.from({ length: 150 }, (_, index) => ({
    number: index + 2,
    title: "another",
    body: "",
    state: "open",
  }));
  there.push(...others);
  await stage.sync();

  expect([there.length, (await stage.link())?.externalId]).toEqual([151, "1"]);
});
function forgottenAnswer(heard: Heard): null {
  made(heard);
  return null;
}

test("an issue that is gone there is unknown", async () => {
  await stage.ask();
  await stage.sync();
  interfere = () => ({ status: 410, body: { message: "This issue was deleted" } });
  await stage.sync();

  expect(await stage.link()).toMatchObject({ state: "unknown", failure: "GitHub answered 410" });
});

test("when there were too many requests, the tracker is asked again when it said so and not before", async () => {
  interfere = () => ({ status: 429, headers: { "retry-after": "600" }, body: { message: "Too many" } });
  await stage.ask();
  await stage.sync();

  const [row] = await stage.world.db.$queryRawUnsafe<{ wait: number }[]>(
    "SELECT extract(epoch FROM next_at - dlo_now())::int AS wait FROM issue_link",
  );
  expect(row?.wait).toBeGreaterThan(590);
});

test.each([
  "@everyone fixes #1 and closes GH-1",
  "<script>alert(1)</script><!-- ",
  "[here](javascript:alert(1)) ![x](https://tracker.example/p.png)",
  "`code` **bold** https://phishing.example/login",
])("what a message says cannot speak for us on GitHub: %s", async (words) => {
  const issue: NewIssue = {
    marker: "dlo-fc_1",
    title: words,
    lines: [words],
    facts: [{ label: "Error", value: words }],
    links: [],
    askedAt: NOW,
  };
  const config = { repository: "acme/shop", apiUrl: side.url, labels: [] };

  const answered = await github.issues?.create(issue, config, { token: "the token" }, outside());

  expect(answered).toMatchObject({ kind: "made" });
  const text = (there[0]?.body ?? "").replace("<!-- dlo-fc_1 -->", "");
  expect(text).not.toMatch(/@\w|#\d|GH-\d|(?<!\\)<|(?<!\\)\]\(|(?<!\\)`|https?:\/\/\w/i);
});

test("alerts are refused: a tracker takes issues of classes only", async () => {
  expect(await github.send(alertMessage(), {} as never, {} as never, outside())).toMatchObject({ kind: "refused" });
});

test("a test asks whether the repository is there for the token, and makes nothing", async () => {
  const config = { repository: "acme/shop", apiUrl: side.url, labels: [] };
  const tried = alertMessage({ kind: "test" });

  expect(await github.send(tried, config, { token: "the token" }, outside())).toEqual({ kind: "delivered" });
  expect(await github.send(tried, config, { token: "another" }, outside())).not.toMatchObject({ kind: "delivered" });
  expect(
    await github.send(tried, { ...config, repository: "acme/gone" }, { token: "the token" }, outside()),
  ).not.toMatchObject({ kind: "delivered" });
  expect(there).toEqual([]);
});

test("what the tracker says back of our token is kept nowhere", async () => {
  interfere = () => ({ status: 422, body: { message: "Bearer abcdefgh12345678 and the token are wrong" } });
  await stage.ask();
  await stage.sync();

  expect(await stage.link()).toMatchObject({ state: "failed", failure: expect.stringContaining("(secret)") });
  const told = JSON.stringify([
    await stage.link(),
    (await stage.world.ask("listAuditEntries", { limit: 20 })).items.filter(({ action }) =>
      action.startsWith("class."),
    ),
  ]);
  expect(told).not.toMatch(/the token are|abcdefgh/);
});

test("an issue is not read in another repository, where its number is another issue's; it can be asked for there", async () => {
  await stage.ask();
  await stage.sync();
  expect(await stage.link()).toMatchObject({ state: "open", externalId: "1" });
  const { db } = stage.world;
  const lead = (repository: string) =>
    db.$executeRaw`UPDATE channel SET config = jsonb_set(config, '{repository}', to_jsonb(${repository}::text))`;
  await lead("acme/other");
  const asked = side.heard.length;
  await stage.sync();
  const link = await stage.link();
  await lead("acme/shop");

  expect(link).toMatchObject({ state: "unknown", failure: expect.stringContaining("another place") });
  expect(side.heard.length).toBe(asked);
});
