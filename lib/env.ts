import { readFileSync, statSync } from "node:fs";
import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);
const seconds = z.coerce.number().int().positive();
const optional = z
  .string()
  .optional()
  .transform((text) => (text ? text : undefined));

/** Names or addresses, each alone or with a port, between commas. */
const hostList = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((host) => host.trim())
      .filter(Boolean),
  )
  .refine((hosts) => hosts.every((host) => /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(host)), {
    message: "must be hosts between commas, each alone or with its port: idp.example.internal, 10.1.2.3:8443",
  });

/** Every variable that the two processes read. `.env.example` lists exactly these. */
export const envSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
  DATABASE_ROLE: z.enum(["set", "login"]).default("set"),
  DLO_MASTER_KEY: optional,
  DLO_MASTER_KEY_FILE: optional,
  DLO_MASTER_KEY_KMS: optional,
  DLO_MASTER_KEY_KMS_REGION: optional,
  DLO_BASE_URL: z.url().default("http://127.0.0.1:3000"),
  DLO_MODE: z.enum(["production", "demo"]).default("production"),
  DLO_ALLOW_PURGE: z.enum(["yes", "no"]).default("no"),
  DLO_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  DLO_WORKER_HOST: z.string().default("127.0.0.1"),
  DLO_WORKER_PORT: port.default(9465),
  DLO_AWS_ENDPOINT: optional,
  DLO_SECOND_COPY_BUCKET: optional,
  DLO_SECOND_COPY_REGION: optional,
  DLO_SECOND_COPY_PREFIX: z
    .string()
    .regex(/^([\w.=-]+\/)*$/, "must end with a slash, or be empty")
    .default("dlo-vault/"),
  /** Beyond public https addresses: hosts that our own requests to sign-in providers and webhooks may go to. */
  DLO_ALLOWED_PRIVATE_HOSTS: hostList,
  DLO_OBSERVATION_SECONDS: seconds.default(900),
  /** How many proxies in front of the web process say who asks. Left out: one where the base URL is https, else none. */
  DLO_TRUSTED_PROXIES: z.preprocess((text) => text || undefined, z.coerce.number().int().min(0).max(99).optional()),
  DLO_UNDO_SECONDS: z.coerce.number().int().min(0).default(30),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(3000),
});
export type Env = z.infer<typeof envSchema>;

/** The environment, checked as a whole: every wrong variable is named at once, with what it should be. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const read = envSchema.safeParse(source);
  const issues = read.error?.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`) ?? [];
  const wrong = [...issues, ...keyProblems(source)];
  if (read.success && wrong.length === 0) return read.data;
  throw new Error(`The environment is not complete:\n${wrong.join("\n")}\nSee .env.example.`);
}

const KEY_SOURCES = ["DLO_MASTER_KEY", "DLO_MASTER_KEY_FILE", "DLO_MASTER_KEY_KMS"] as const;
const keyEnvSchema = envSchema.pick({
  DLO_MODE: true,
  DLO_MASTER_KEY: true,
  DLO_MASTER_KEY_FILE: true,
  DLO_MASTER_KEY_KMS: true,
  DLO_MASTER_KEY_KMS_REGION: true,
  DLO_AWS_ENDPOINT: true,
});
export type KeyEnv = z.infer<typeof keyEnvSchema>;

/** What is about keys alone, for what needs no database. Nothing of it need be set. */
export function readKeyEnv(source: Readonly<Record<string, string | undefined>> = process.env): KeyEnv {
  return keyEnvSchema.parse(source);
}

/** The master keys as base64, from the environment or the file that it names; undefined when they have to be asked of KMS. */
export function masterKeysFromEnv(env: Pick<KeyEnv, "DLO_MASTER_KEY" | "DLO_MASTER_KEY_FILE">): string | undefined {
  return env.DLO_MASTER_KEY ?? (env.DLO_MASTER_KEY_FILE && readKeyFile(env.DLO_MASTER_KEY_FILE));
}

function readKeyFile(path: string): string {
  const { mode } = statSync(path, { throwIfNoEntry: false }) ?? { mode: 0 };
  if (mode === 0) throw new Error(`DLO_MASTER_KEY_FILE: there is no ${path}.`);
  const others = process.platform === "win32" ? 0 : mode & 0o077;
  if (others !== 0)
    throw new Error(
      `DLO_MASTER_KEY_FILE: ${path} can be reached by others than its owner (mode ${(mode & 0o777).toString(8)}). chmod 600 it, or 400.`,
    );
  return readFileSync(path, "utf8");
}

function keyProblems(source: Readonly<Record<string, string | undefined>>): string[] {
  const given = KEY_SOURCES.filter((name) => source[name]);
  if (given.length > 1) return [`  ${given.join(" and ")}: only one of them may be set; each may hold several keys`];
  if (given.length === 0)
    return [
      `  DLO_MASTER_KEY: is missing: 32 random bytes as base64, for example \`openssl rand -base64 32\`; or ${KEY_SOURCES.slice(1).join(" or ")}`,
    ];
  if (source.DLO_MASTER_KEY_KMS && !source.DLO_MASTER_KEY_KMS_REGION)
    return ["  DLO_MASTER_KEY_KMS_REGION: is missing: the Region of the key in KMS"];
  return [];
}

/** Whether this endpoint can only be a simulator or emulator on this machine. The demo refuses any other. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
