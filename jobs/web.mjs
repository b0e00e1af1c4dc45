// `npm run start`: the web process on HOST:PORT of the environment or .env, on loopback unless told otherwise.
import { existsSync } from "node:fs";
import { guardHttp } from "./http-guard.mjs";

if (existsSync(".env")) process.loadEnvFile(".env");
process.env.NEXT_TELEMETRY_DISABLED = "1";
guardHttp(process.env);
process.argv.splice(
  2,
  process.argv.length,
  "start",
  "-H",
  process.env.HOST || "127.0.0.1",
  "-p",
  process.env.PORT || "3000",
);
await import("next/dist/bin/next");
