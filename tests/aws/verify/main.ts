import { parseArgs } from "node:util";
import { nameOf } from "../battery/outcome";
import { planText } from "./plan";
import { policyFor } from "./policy";
import type { VerifyOptions } from "./verify";

const HELP = `npm run verify-aws -- [options]      asks AWS itself what the simulator and the tests claim about it

  --yes            do it (without it: say what would be done and what it would cost)
  --account ID     the account that the credentials must belong to
  --region NAME    default: AWS_REGION, or us-east-1
  --endpoint URL   an emulator instead of AWS
  --long           also what takes hours
  --only TEXT      only the cases and open points whose id begins so (may be given more than once)
  --policy         print the one IAM policy that it needs (with --account)
  --clean          only remove what earlier runs left behind (with --yes and --account)

Exit code: 0 everything answered as documented, 1 something answered otherwise, 2 refused before anything was made,
3 something could not be removed, 130 interrupted (what was made is removed).`;

/* The SDK's clients are read only by a run that is allowed to begin: a refusal need not wait for them. */

/** The end of a run that was not allowed to begin. */
class Refused extends Error {}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function read(args: string[]) {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      options: {
        yes: flag,
        long: flag,
        policy: flag,
        clean: flag,
        help: flag,
        account: text,
        region: text,
        endpoint: text,
        only: { type: "string", multiple: true },
      },
    }).values;
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}

async function main(args: string[]): Promise<number> {
  const {
    yes,
    long,
    policy,
    clean,
    help,
    account,
    endpoint,
    only,
    region = process.env.AWS_REGION ?? "us-east-1",
  } = read(args);
  if (help) {
    console.log(HELP);
    return 0;
  }
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new Refused(`--account ${account} is not twelve digits`);
  if (policy) {
    if (!account) throw new Refused("--policy wants --account ID: the policy names it");
    console.log(JSON.stringify(policyFor(account), undefined, 2));
    return 0;
  }
  const where = endpoint ?? `AWS in ${region}`;
  if (!yes) throw new Refused(`Nothing is done without --yes.\n\n${planText(where)}`);
  if (!account) throw new Refused("--yes wants --account ID: the account that you mean");
  await checkAccount(account, region, endpoint);
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupted.abort());
  const options = { endpoint, region, accountId: account, signal: interrupted.signal };
  const code = clean ? await doClean(options) : await doVerify({ ...options, isLong: long, only });
  return interrupted.signal.aborted ? 130 : code;
}

async function checkAccount(account: string, region: string, endpoint?: string): Promise<void> {
  const { accountAt } = await import("../battery/subjects/environment");
  const actual = await accountAt(region, endpoint).catch((error: unknown) => {
    throw new Refused(`Who asks could not be learned: ${nameOf(error)} ${error instanceof Error ? error.message : ""}`);
  });
  if (actual !== account) throw new Refused(`The credentials belong to account ${actual}, not to ${account}.`);
}

async function doVerify(options: VerifyOptions): Promise<number> {
  const [{ verify }, { reportText }] = [await import("./verify"), await import("./report")];
  const report = await verify(options);
  if (report.observations.length + report.findings.length === 0)
    throw new Refused(`No case and no open point has an id that begins with ${options.only?.join(" or ")}`);
  console.log(reportText(report));
  if (report.leftovers.length > 0) return 3;
  return report.observations.some(({ verdict }) => !["ok", "skipped"].includes(verdict)) ? 1 : 0;
}

async function doClean(options: Omit<VerifyOptions, "isLong">): Promise<number> {
  const { cleanUp } = await import("./verify");
  const { removed, kept } = await cleanUp(options);
  console.log([`Removed ${removed.length}:`, ...removed, ...kept.map((line) => `could not remove ${line}`)].join("\n"));
  return kept.length > 0 ? 3 : 0;
}
