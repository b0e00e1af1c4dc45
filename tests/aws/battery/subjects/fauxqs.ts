import type { AddressInfo } from "node:net";
import { buildApp } from "fauxqs";
import type { Service } from "../case";
import type { Site, Subject } from "../site";
import { emulated } from "./emulated";

export async function fauxqsSubject(): Promise<Subject> {
  const app = buildApp({ logger: false, host: "127.0.0.1" });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const site: Site = {
    ...emulated("000000000000", { accessKeyId: "test", secretAccessKey: "test" }),
    endpoint: `http://127.0.0.1:${port}`,
  };
  return {
    name: "fauxqs",
    services: new Set<Service>(["sqs", "sns"]),
    can: new Set(),
    concurrency: 16,
    open: async () => site,
    stop: async () => void (await app.close()),
  };
}
