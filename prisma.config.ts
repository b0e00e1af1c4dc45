import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's native engine is a separate download; the WebAssembly build of the same engine comes with npm install.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("./prisma/schema-engine.mjs", import.meta.url));

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://postgres:postgres@127.0.0.1:54329/dlo" },
});
