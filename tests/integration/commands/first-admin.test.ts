import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putSetting } from "@/lib/db/settings";
import { createWorld, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.db.$executeRawUnsafe("DELETE FROM app_user");
  await world.db.$executeRawUnsafe("UPDATE access_grant SET revoked_at = dlo_now()");
});
afterAll(() => world.stop());

const TOKEN = "a-token-of-enough-length";
const person = (token: string) => ({
  token,
  name: "First",
  email: "first@test.invalid",
  password: "correct horse battery",
});
const ask = (token: string) =>
  world.ask("createFirstAdmin", person(token)).then(
    (user) => user.grants[0]?.role,
    (error: { code: string }) => error.code,
  );

test("the setup link makes one admin, once, and only with the right token", async () => {
  await putSetting(world.db, "setup", { tokenHash: createHash("sha256").update(TOKEN).digest("hex") });

  const wrong = await ask("another-token-of-enough-length");
  const answers = await Promise.all([ask(TOKEN), ask(TOKEN), ask(TOKEN)]);

  expect(wrong).toBe("setup-closed");
  expect(answers.sort()).toEqual(["admin", "setup-closed", "setup-closed"]);
  expect((await world.ask("listUsers", {})).items).toHaveLength(1);
});

test("the last admin keeps the grant", async () => {
  const [admin] = (await world.ask("listUsers", {})).items;

  const refusal = await world
    .ask("revokeGrant", { id: admin?.grants[0]?.id ?? "" })
    .catch((error: { code: string }) => error.code);

  expect(refusal).toBe("last-admin");
});
