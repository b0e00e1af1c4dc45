import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);
const seconds = z.coerce.number().int().positive();
const optional = z
  .string()
  .optional()
  .transform((text) => (text ? text : undefined));

/** Every variable that the two processes read. `.env.example` lists exactly these. */
export const envSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
  DATABASE_ROLE: z.enum(["set", "login"]).default("set"),
  DLO_MASTER_KEY: z.string().min(1, "is missing: 32 random bytes as base64, for example `openssl rand -base64 32`"),
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
  DLO_OBSERVATION_SECONDS: seconds.default(900),
  DLO_UNDO_SECONDS: z.coerce.number().int().min(0).default(5),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(3000),
});
export type Env = z.infer<typeof envSchema>;

/** The environment, checked as a whole: every wrong variable is named at once, with what it should be. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const read = envSchema.safeParse(source);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${wrong.join("\n")}\nSee .env.example.`);
}

/** The master key alone, for what needs no database; undefined when it is not set. */
export function readMasterKey(): string | undefined {
  return process.env.DLO_MASTER_KEY || undefined;
}

/** Whether this endpoint can only be a simulator or emulator on this machine. The demo refuses any other. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
