import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "@/app/_http/serve";
import { contract, type OperationId } from "@/lib/contract";
import type { Endpoint } from "@/lib/contract/endpoint";
import { createLog } from "@/lib/log";
import { operations } from "@/lib/operations";
import { driveRun } from "@/lib/operations/runs/drive";
import { BASE_URL, type Door, json, openDoor } from "../contract/door";
import { aConsumingShop } from "../integration/evidence/consuming-shop";
import { testMasterKey } from "../support/template";
import { createWorld, type World } from "../support/world";
import { placesOf, waysToWrite } from "./canary-places";

const word = randomBytes(6).toString("hex");
const EMAIL = `ada.${word}@canary.example`;
const CARD = "4539148803436467";
const JWT = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(`{"sub":"${word}"}`).toString("base64url")}.c2lnbmF0dXJlLW9mLWNhbmFyeQ`;
/** Whose leak nobody can take back. By name; filled as they are made. */
const secrets: Record<string, string> = {
  "a password": `canary-password-${word}`,
  "a wrong password": `canary-wrong-${word}`,
  "the secret of an OIDC client": `canary-client-${word}`,
  "the secret of AWS credentials": `canary-aws-${word}`,
  "the master key": testMasterKey,
};
const CODE_NAME = `Quokka-${Array.from(randomBytes(6), (byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
const contents: Record<string, string> = {
  "a name that a rule names": CODE_NAME,
  "an e-mail address": EMAIL,
  "a card number": CARD,
  "a JWT": JWT,
};

const logged: string[] = [];
const log = createLog("canary", "debug", { write: (line) => void logged.push(line) });
let door: Door;
let world: World;
const tokens: Record<string, HeadersInit> = {};

beforeAll(async () => {
  door = await openDoor();
  const web = { ...door.web, log, nobody: (of: Headers) => ({ ...door.web.nobody(of), log }) };
  const answer = serve(operations, { web: () => web });
  door = { ...door, send: (path, init) => answer(new Request(`${BASE_URL}/api/v1${path}`, init)) };
  world = await createWorld({ database: door.database, log });
  process.env.AWS_SECRET_ACCESS_KEY = secrets["the secret of AWS credentials"];
  await walkThrough();
});
afterAll(async () => {
  await door.web.close();
  await world.stop();
});

/** Uses the product so that every secret and all content passes through it. */
async function walkThrough(): Promise<void> {
  for (const role of ["viewer", "operator", "admin"] as const) {
    const token = await door.addToken(await door.addUser(role, `${role}-canary@example.com`), role);
    tokens[role] = token.headers;
    secrets[`the token of ${role}`] = token.text;
  }
  const cookie = await door.signIn("admin-canary@example.com");
  secrets["a session's cookie"] = decodeURIComponent(cookie.split("=")[1] ?? "");
  secrets["the signature of a session"] = decodeURIComponent(cookie).split(".").at(-1) ?? "";
  await door.send("/me", { headers: { cookie } });
  const change = (method: string, path: string, body: object) =>
    door.send(path, { ...json(body, {}, method), headers: { ...json({}).headers, ...tokens.admin } });
  const password = secrets["a password"];
  await change("POST", "/users", { name: "Canary", email: "canary@example.com", password });
  const made = await door.send("/tokens", json({ name: "canary", capabilities: ["counts.see"] }, { cookie }));
  secrets["a token that was made"] = (await made.json()).token;
  const provider = { key: "corp", name: "Corp", issuer: "https://idp.example.com", clientId: "dlo" };
  await change("PUT", "/sign-in-providers", { ...provider, clientSecret: secrets["the secret of an OIDC client"] });
  for (const tried of [password, secrets["a wrong password"]])
    await door.sendAuth("/api/auth/sign-in/email", json({ email: "canary@example.com", password: tried }));
  await change("POST", "/users", {
    name: "x",
    password: secrets["a wrong password"],
    surprise: secrets["a wrong password"],
  });
  await door.send(`/me?token=${secrets["a token that was made"]}`, { headers: tokens.viewer });
  await failWithContent();
}

/** E-mail, card and JWT in bodies, in the error that the consumer throws, and so in the log of its function. */
async function failWithContent(): Promise<void> {
  const { rules } = await world.ask("getMaskingRules", {});
  const names = { id: "code-names", name: "Code names", isOn: true, where: "storage", keepsToken: false } as const;
  await world.ask("putMaskingRules", {
    rules: [...rules, { ...names, find: { kind: "pattern", pattern: "Quokka-@@@@@@" } }],
  });
  const shop = await aConsumingShop(world);
  await shop.behave({
    fails: { type: "PaymentError", message: `${CODE_NAME} has no account ${EMAIL} for card ${CARD} with ${JWT}` },
  });
  await shop.fail(3, (order) => ({
    order,
    customer: { email: EMAIL, card: CARD },
    bearer: JWT,
    note: `${EMAIL} ${CARD} ${JWT} ${CODE_NAME}`,
  }));
  await shop.gather();
  const plan = await world.ask("createPlan", { action: "rescue", selection: { queueId: shop.queueId } });
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash });
  await driveRun(world.worker(), runId);
}

test("no secret that went through stands in any column of any table, or in the log", async () => {
  expect(Object.keys(secrets).length).toBeGreaterThan(10);
  await expectNowhere(secrets);
});

test("e-mail, card and JWT of bodies and of a function's log are kept only sealed", async () => {
  await expectNowhere(contents);
});

async function expectNowhere(canaries: Readonly<Record<string, string>>): Promise<void> {
  expect(Object.entries(canaries).filter(([, canary]) => canary.length < 11)).toEqual([]);
  for (const [name, canary] of Object.entries(
    (await placesOf(door.rows, Object.values(canaries))).length > 0 ? canaries : {},
  ))
    expect(await placesOf(door.rows, [canary]), name).toEqual([]);
  for (const [name, canary] of Object.entries(canaries))
    expect(
      logged.filter((line) => waysToWrite(canary).some((way) => line.includes(way))),
      name,
    ).toEqual([]);
}

test.each(["viewer", "operator", "admin"] as const)(
  "no answer tells %s a secret, or content that nobody revealed",
  async (role) => {
    const told: string[] = [];
    for (const [id, entry] of Object.entries(contract) as [OperationId, Endpoint][])
      if (entry.method === "GET") {
        const answer = await (await door.send(await pathOf(entry), { headers: tokens[role] })).text();
        for (const [name, canary] of Object.entries({ ...secrets, ...contents }))
          if (waysToWrite(canary).some((way) => answer.includes(way))) told.push(`${id} tells ${name}`);
      }

    expect(told).toEqual([]);
  },
);

/** About something that is there. */
async function pathOf({ path }: Endpoint): Promise<string> {
  const noun = /([\w-]+)\/\{id\}/.exec(path)?.[1];
  const tables: Record<string, string> = {
    messages: "failed_message",
    "failure-classes": "failure_class",
    queues: "queue",
    plans: "plan",
    runs: "run",
    accounts: "account",
  };
  const table = noun && tables[noun];
  const [found] = table ? await door.rows(`SELECT id FROM ${table} ORDER BY id DESC LIMIT 1`) : [];
  const query =
    path === "/failure-groups" ? "?by=error" : path === "/filter-suggestions" ? "?typed=body.customer.email%3D" : "";
  return path.replace("{id}", String(found?.id ?? "none")) + query;
}

test("whoever looks for canaries finds those that are there: a name in clear, and content once it is revealed", async () => {
  const [message] = await door.rows("SELECT id FROM failed_message LIMIT 1");
  await door.send(`/messages/${message?.id}/reveal`, {
    ...json({ reason: "a customer asked" }),
    headers: { ...json({}).headers, ...tokens.admin },
  });
  const revealed = await (await door.send(`/messages/${message?.id}/body`, { headers: tokens.admin })).text();

  expect(await placesOf(door.rows, ["admin-canary@example.com"])).toContain("public.app_user.email");
  expect(revealed).toContain(EMAIL);
  expect(logged.length).toBeGreaterThan(10);
});
