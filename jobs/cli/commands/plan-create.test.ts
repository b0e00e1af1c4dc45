import { expect, test } from "vitest";
import { readArguments } from "../read-arguments";
import { planCreate } from "./plan-create";

const session = { client: () => ({}), io: { print: () => {}, warn: () => {} } };

test.each([
  [["--class", "cls_1", "--from", "2026-11-21T10:00:00Z"], "go with --archive"],
  [["--execution", "arn", "--rule", "res_1"], "go with --archive"],
  [["--queue", "que_1", "--all-rules"], "go with --archive"],
  [["--execution", "arn", "--filter", "order:1"], "--filter goes with --class or --queue"],
  [["--archive", "res_1", "--from", "x", "--until", "y"], "takes the rules by --rule, or --all-rules"],
  [["--archive", "res_1", "--rule", "res_2"], "takes --from and --until"],
])("what a choice would leave out without a word is refused: %j", async (args, message) => {
  await expect(planCreate.run(session as never, readArguments(planCreate, args))).rejects.toThrow(message);
});
