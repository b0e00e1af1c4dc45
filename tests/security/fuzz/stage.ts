import { BASE_URL } from "../../contract/door";
import { somePeople } from "../matrix-people";
import { openStage } from "../matrix-stage";
import { type Fuzzed, fuzz } from "./fuzz";

/** Whose requests, besides an admin's, are sent. */
const OTHERS = [
  "nobody",
  "an operator",
  "an admin of another account",
  "an operator of this account",
  "a token for another account",
];

/** `npm test` sends the same requests every time (decision 0075). */
const SAME_SEED = 20261122;

/** An installation to be asked everything. `DLO_FUZZ_SEED` sends the requests of another run again, `DLO_SEED=random` others. */
export async function aFuzzingStage() {
  const stage = await openStage();
  const all = await somePeople(stage);
  const named = (name: string) => all.filter((one) => one.name === name);
  await stage.door.addUser("admin", "cookie@example.com");
  const cookie = await stage.door.signIn("cookie@example.com");
  const [admin] = named("an admin");
  if (!admin) throw new Error("The matrix has no admin any more.");
  const people = [
    admin,
    ...OTHERS.flatMap(named),
    { ...admin, name: "an admin by cookie", headers: { cookie, origin: BASE_URL } },
  ];
  return {
    async fuzz(size: { rounds: number; perRound: number }): Promise<Fuzzed> {
      const other = process.env.DLO_SEED === "random" ? Math.trunc(Date.now() / 1000) : SAME_SEED;
      const seed = Number(process.env.DLO_FUZZ_SEED ?? other);
      console.log(`fuzz: seed ${seed} (again with DLO_FUZZ_SEED=${seed})`);
      const fuzzed = await fuzz(stage, people, { seed, ...size });
      const { requests, statuses, findings, neverDone } = fuzzed;
      console.log(`fuzz: ${requests} requests, ${JSON.stringify(statuses)}, ${findings.length} findings`);
      if (requests > 5000) console.log(`fuzz: never done were ${neverDone.join(", ") || "none"}`);
      return fuzzed;
    },
    async auditVerdict(): Promise<object> {
      const answer = await stage.door.send("/audit/verify?full=true", { headers: admin.headers });
      return (await answer.json()) as object;
    },
    close: stage.close,
  };
}
export type FuzzingStage = Awaited<ReturnType<typeof aFuzzingStage>>;
