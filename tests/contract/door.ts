import { createHash, randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import pg from "pg";
import { createWeb, type Web } from "@/app/_http/context";
import { API_PREFIX, serve } from "@/app/_http/serve";
import { serveAuth } from "@/app/_http/serve-auth";
import { ROLES, type Role } from "@/lib/core/access/capabilities";
import { connect } from "@/lib/db/connect";
import { readEnv } from "@/lib/env";
import { operations } from "@/lib/operations";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { testMasterKey } from "../support/template";

export const BASE_URL = "http://127.0.0.1:3000";
export const PASSWORD = "correct horse battery";

export interface Door {
  readonly web: Web;
  readonly database: TestDatabase;
  /** Sends a request through the whole REST door, as a client on the network would. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** The same through the auth door; `path` begins at /api/auth. */
  sendAuth(path: string, init?: RequestInit): Promise<Response>;
  /** Rows as the database's owner sees them. */
  rows(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  addUser(role: Role, email?: string): Promise<string>;
  /** The `Authorization` header of a new token. */
  addToken(userId: string, role: Role, expiresAt?: Date): Promise<{ id: string; text: string; headers: HeadersInit }>;
  /** The `Cookie` header of a new session. */
  signIn(email: string, password?: string): Promise<string>;
  close(): Promise<void>;
}

/** The web process's two doors over a database of their own (or of another door), with the least rights that production has. */
export async function openDoor(
  environment: Record<string, string> = {},
  perMinute = { reads: 100_000, writes: 100_000 },
  shared?: TestDatabase,
): Promise<Door> {
  const database = shared ?? (await createTestDatabase());
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  owner.on("error", () => undefined);
  const web = createWeb(
    readEnv({
      DATABASE_URL: database.webUrl,
      DATABASE_ROLE: "login",
      DLO_MASTER_KEY: testMasterKey,
      DLO_BASE_URL: BASE_URL,
      DLO_LOG_LEVEL: "error",
      ...environment,
    }),
    perMinute,
  );
  // The process itself may have been given a database that is away: it was there when the process started.
  const there = connect({ url: database.webUrl, maxConnections: 1 });
  await web.unlock(there).finally(() => there.$disconnect());
  const answer = serve(operations, { web: () => web, checksOutput: true });
  const answerAuth = serveAuth(() => web);
  const rows = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
  const sendAuth = (path: string, init?: RequestInit) => answerAuth(new Request(`${BASE_URL}${path}`, init));
  return {
    web,
    database,
    send: (path, init) => answer(new Request(`${BASE_URL}${API_PREFIX}${path}`, init)),
    sendAuth,
    rows,
    addUser: (role, email) => addUser(rows, role, email),
    addToken: (userId, role, expiresAt) => addToken(rows, userId, role, expiresAt),
    async signIn(email, password = PASSWORD) {
      const made = await sendAuth("/api/auth/sign-in/email", json({ email, password }));
      if (!made.ok) throw new Error(`Cannot sign in: ${made.status} ${await made.text()}`);
      return made.headers
        .getSetCookie()
        .map((cookie) => cookie.split(";")[0])
        .join("; ");
    },
    async close() {
      await web.close();
      await owner.end();
      if (!shared) await database.drop();
    },
  };
}

type Rows = Door["rows"];

async function addUser(rows: Rows, role: Role, email = `${role}@example.com`): Promise<string> {
  const id = `usr_${randomBytes(8).toString("hex")}`;
  await rows("INSERT INTO app_user (id, name, email) VALUES ($1, $2, $3)", [id, `The ${role}`, email]);
  await rows(
    `INSERT INTO access_grant (id, subject_kind, subject, role, selector) VALUES ($1, 'user', $2, $3, '{"kind":"all"}')`,
    [`gnt_${id}`, id, role],
  );
  await rows(
    "INSERT INTO auth_account (id, account_id, provider_id, user_id, password) VALUES ($1, $2, 'credential', $2, $3)",
    [`${id}-password`, id, await hashPassword(PASSWORD)],
  );
  return id;
}

async function addToken(rows: Rows, userId: string, role: Role, expiresAt = new Date(Date.now() + 3_600_000)) {
  const text = `dlo_${randomBytes(32).toString("base64url")}`;
  const id = `tok_${randomBytes(10).toString("hex")}`;
  const hash = createHash("sha256").update(text).digest("hex");
  await rows(
    "INSERT INTO api_token (id, name, hash, hint, user_id, capabilities, expires_at) VALUES ($1, 'a token', $2, 'dlo_', $3, $4, $5)",
    [id, hash, userId, ROLES[role], expiresAt],
  );
  return { id, text, headers: { authorization: `Bearer ${text}` } };
}

/** A JSON request as our own pages send it. */
export function json(body: unknown, headers: Record<string, string> = {}, method = "POST"): RequestInit {
  return {
    method,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", origin: BASE_URL, "sec-fetch-site": "same-origin", ...headers },
  };
}
