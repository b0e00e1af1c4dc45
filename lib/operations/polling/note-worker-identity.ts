import { principalArnOf } from "@/lib/core/iam/principal-arn";
import { listTargets } from "@/lib/db/accounts";
import { writeWorkerArn } from "../onboarding/worker-arn";
import type { WorkerCtx } from "../worker-context";

/** Asked while no account is connected yet that would tell in which partition we are. */
const FIRST_REGION = "us-east-1";

/** Notes who the worker is to AWS, so that templates can name whom the roles should trust. */
export async function noteWorkerIdentity(ctx: WorkerCtx): Promise<void> {
  const [target] = await listTargets(ctx.db);
  await writeWorkerArn(ctx.db, principalArnOf(await ctx.aws.ownArn(target?.region ?? FIRST_REGION)));
}
