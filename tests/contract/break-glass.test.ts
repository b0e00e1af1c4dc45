import { afterAll, beforeAll, expect, test } from "vitest";
import { idFrom } from "@/lib/core/ids";
import { breakGlass } from "@/lib/operations/people/break-glass";
import { startProcess } from "../support/process";
import { testMasterKey } from "../support/template";
import { type Door, json, openDoor } from "./door";

let door: Door;
let adminId: string;
beforeAll(async () => {
  door = await openDoor();
  adminId = await door.addUser("admin");
});
afterAll(() => door.close());

const enter = async (link: string) => {
  const token = new URL(link).hash.slice(1);
  const answer = await door.sendAuth("/api/auth/sign-in/once", json({ token }));
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
};
const capabilitiesOf = async (cookie: string) =>
  (await (await door.send("/me", { headers: { cookie } })).json()).capabilities;
const wish = { email: "removed@example.com", reason: "all admins are locked out", minutes: 30 };
const by = () => ({
  ...door.web.nobody(new Headers()),
  newId: (kind: "user") => idFrom(kind, Date.now(), crypto.getRandomValues(new Uint8Array(10))),
});

test("on the machine itself somebody becomes admin for a while, though passwords are off and every admin is gone", async () => {
  await door.rows("UPDATE app_user SET disabled_at = now() WHERE id = $1", [adminId]);
  await door.rows(`INSERT INTO setting (key, value) VALUES ('password-sign-in', '{"isOn": false}')`);
  const args = ["jobs/cli/dlo.mjs", "admin", "break-glass", "--email", "Ada@example.com", "--reason", wish.reason];
  const env = { DATABASE_URL: door.database.webUrl, DATABASE_ROLE: "login", DLO_MASTER_KEY: testMasterKey };
  const cli = startProcess(args, { ...env, DLO_BASE_URL: "http://127.0.0.1:3000", DLO_LOG_LEVEL: "error" });
  const [link] = await cli.printed(/http\S+once#\S+/);
  await cli.stop();

  const cookie = await enter(link);

  expect(await capabilitiesOf(cookie)).toContain("users.manage");
  const [entry] = await door.rows(
    "SELECT actor_kind, actor_name, detail FROM audit_entry WHERE action = 'admin.break-glass'",
  );
  expect(entry).toMatchObject({
    actor_name: expect.stringContaining("dlo admin: "),
    detail: { reason: wish.reason, minutes: 60, isNew: true },
  });
  expect(await enter(link)).toBe("");
  await door.rows("UPDATE access_grant SET expires_at = now() - interval '1 second' WHERE reason LIKE 'break-glass%'");
  expect(await capabilitiesOf(cookie)).toEqual([]);
});

test("a removed person is let in again by it, and that is written down", async () => {
  const id = await door.addUser("viewer", wish.email);
  await door.rows("UPDATE app_user SET disabled_at = now() WHERE id = $1", [id]);

  const done = await breakGlass(by(), wish);

  expect(await capabilitiesOf(await enter(done.link))).toContain("users.manage");
  const [entry] = await door.rows(
    "SELECT detail FROM audit_entry WHERE action = 'admin.break-glass' ORDER BY id DESC LIMIT 1",
  );
  expect(entry?.detail).toMatchObject({ wasRemoved: true, isNew: false, until: done.until });
});

test.each([
  ["no reason", { reason: "short" }, "--reason"],
  ["a whole day", { minutes: 1440 }, "--minutes"],
  ["no number", { minutes: Number.NaN }, "--minutes"],
  ["no e-mail", { email: "ada" }, "--email"],
  ["somebody of the demo", { email: "admin@demo.invalid" }, "--email"],
])("%s is refused, and nothing is changed", async (_, change, named) => {
  const before = await door.rows("SELECT count(*) FROM access_grant");

  await expect(breakGlass(by(), { ...wish, ...change })).rejects.toThrow(named);

  expect(await door.rows("SELECT count(*) FROM access_grant")).toEqual(before);
});
