import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Move } from "./move";

type Replay = (terms: { from: string; to: string; options: { sqs: unknown } }) => Promise<void>;
type OldSqs = new (config: object) => unknown;

/** The package as it is, with its own SDK 2 pointed at the endpoint. It cannot be stopped: its process is ended instead. */
export const move: Move = async ({ packages = "", endpoint, region, accountId, fromUrl, toUrl }, signal) => {
  const load = createRequire(join(packages, "package.json"));
  const { redrive } = load("replay-aws-dlq") as { redrive: Replay };
  const Sqs = load("aws-sdk/clients/sqs") as OldSqs;
  const sqs = new Sqs({ endpoint, region, accessKeyId: accountId, secretAccessKey: "rehearsal" });
  await Promise.race([redrive({ from: fromUrl, to: toUrl, options: { sqs } }), once(signal, "abort")]);
};
