import { expect, test } from "vitest";
import { type AssumeRole, type SessionWish, StsSessions } from "./sts-sessions";

const wish: SessionWish = { key: "k", roleArn: "arn:role", externalId: "e", sessionName: "dlo-read" };

/** STS that gives sessions of an hour, counts them, and refuses while `refusal` is set. */
function anSts() {
  const state = { nowMs: 0, givenCount: 0, refusal: undefined as Error | undefined };
  const assume: AssumeRole = async (_, seconds) => {
    await Promise.resolve();
    if (state.refusal) throw state.refusal;
    state.givenCount += 1;
    const credentials = { accessKeyId: `ASIA${state.givenCount}`, secretAccessKey: "s" };
    return { credentials, expiresAtMs: state.nowMs + seconds * 1000 };
  };
  return { state, sessions: new StsSessions(assume, () => state.nowMs) };
}

test("ten who ask at once share one session", async () => {
  const { state, sessions } = anSts();

  await Promise.all(Array.from({ length: 10 }, () => sessions.credentials(wish)));

  expect(state.givenCount).toBe(1);
});

test("a session is renewed five minutes before it ends", async () => {
  const { state, sessions } = anSts();
  await sessions.credentials(wish);
  state.nowMs = 55 * 60_000 - 1;
  const before = await sessions.credentials(wish);
  state.nowMs = 55 * 60_000;

  const after = await sessions.credentials(wish);

  expect([before.accessKeyId, after.accessKeyId]).toEqual(["ASIA1", "ASIA2"]);
});

test("while STS refuses, a session that still lives is used", async () => {
  const { state, sessions } = anSts();
  await sessions.credentials(wish);
  state.nowMs = 58 * 60_000;
  state.refusal = new Error("denied");

  const credentials = await sessions.credentials(wish);

  expect(credentials.accessKeyId).toBe("ASIA1");
});

test("a refusal is remembered for half a minute", async () => {
  const { state, sessions } = anSts();
  state.refusal = new Error("denied");
  await sessions.credentials(wish).catch(() => undefined);
  state.refusal = undefined;
  state.nowMs = 29_999;
  const early = await sessions.credentials(wish).catch((error) => error);
  state.nowMs = 30_001;

  const late = await sessions.credentials(wish);

  expect(early).toEqual(new Error("denied"));
  expect(late.accessKeyId).toBe("ASIA1");
});

test("a dropped session is replaced, but not the one that replaced it", async () => {
  const { sessions } = anSts();
  const first = await sessions.credentials(wish);
  sessions.drop(wish.key, first);
  const second = await sessions.credentials(wish);
  sessions.drop(wish.key, first);

  const third = await sessions.credentials(wish);

  expect(third).toBe(second);
});
