import type { Sql } from "@/lib/db/connect";
import { getSetting, putSetting } from "@/lib/db/settings";

const KEY = "worker-arn";

/** The ARN that roles should trust; null until a worker has told who it is. */
export async function readWorkerArn(db: Sql): Promise<string | null> {
  return (await getSetting<string>(db, KEY)) ?? null;
}

export async function writeWorkerArn(db: Sql, arn: string): Promise<void> {
  if ((await readWorkerArn(db)) !== arn) await putSetting(db, KEY, arn);
}
