import { contract, type OperationId } from "@/lib/contract";
import type { Client } from "@/lib/contract/client";
import type { Command } from "../command";
import { EXIT } from "../exit-codes";
import { Misuse } from "../misuse";
import { didYouMean } from "../nearest";
import { table } from "../table";

const ids = Object.keys(contract) as OperationId[];

export const operations: Command = {
  name: "operations",
  usage: "",
  summary: "List all that the API can do, for dlo call.",
  flags: {},
  exits: "0 done",
  async run({ io }) {
    io.print(table(ids.map((id) => [id, contract[id].method, contract[id].path, contract[id].summary])));
    return EXIT.done;
  },
};

export const call: Command = {
  name: "call",
  usage: "<operation> [json]",
  summary: "Call any operation of the API with its input as JSON, or - for standard input; prints the answer as JSON.",
  flags: { "idempotency-key": { value: "<key>", summary: "the same key and input get the same answer for 7 days" } },
  exits: "0 done · 1 error",
  async run({ client, io }, given) {
    const [typed = "", json = "{}"] = given.words;
    const id = operationNamed(typed);
    const input = inputFrom(id, json === "-" ? await io.readInput() : json);
    const answer = await methodOf(client(), id)(input, { idempotencyKey: given.text("idempotency-key") });
    io.print(JSON.stringify(answer, null, 2));
    return EXIT.done;
  },
};

function operationNamed(typed: string): OperationId {
  const id = ids.find((one) => one === typed);
  if (!id) throw new Misuse(`There is no operation ${typed}.${didYouMean(typed, ids)} dlo operations lists them.`);
  return id;
}

/** The input as it was written, checked here so that everything wrong is told without asking the office. */
function inputFrom(id: OperationId, json: string): Record<string, unknown> {
  const value = parsed(json);
  const read = contract[id].input.safeParse(value);
  if (read.success && isRecord(value)) return value;
  const issues = (read.error?.issues ?? []).map(({ path, message }) => `  ${path.join(".") || "input"}: ${message}`);
  throw new Misuse([`This is no input of ${id}:`, ...issues].join("\n"));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (failure) {
    throw new Misuse(`The input is no JSON: ${failure instanceof Error ? failure.message : "it cannot be read"}.`);
  }
}

type Method = (input: Record<string, unknown>, options: { idempotencyKey?: string }) => Promise<unknown>;

/** Which operation is only known when it is typed; its input was checked against its own schema. */
function methodOf(client: Client, id: OperationId): Method {
  return client[id] as unknown as Method;
}
