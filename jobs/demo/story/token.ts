import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { ApiError, createClient } from "@/lib/contract/client";
import { signInAs } from "./people";

/** Keeps an API token of the demo's operator in a file that only its owner reads; one that no longer works is replaced. */
export async function keepToken(apiUrl: string, file: string): Promise<void> {
  if (existsSync(file) && (await works(apiUrl, readFileSync(file, "utf8").trim()))) return;
  const headers = await signInAs(apiUrl, "operator");
  if (!headers) throw new Error("The demo's operator cannot sign in");
  const client = createClient({ baseUrl: apiUrl, headers });
  const { token } = await client.createToken({ name: "demo, by curl", role: "operator", expiresInDays: 365 });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
}

async function works(apiUrl: string, token: string): Promise<boolean> {
  const client = createClient({ baseUrl: apiUrl, headers: { authorization: `Bearer ${token}` } });
  return client.getMe({}).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ApiError && error.problem.status === 401) return false;
      throw error;
    },
  );
}
