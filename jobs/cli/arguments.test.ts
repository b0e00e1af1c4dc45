import { expect, test } from "vitest";
import { COMMANDS } from "./commands";
import { redrive } from "./commands/act";
import { configApply } from "./commands/config-apply";
import { hoursFrom } from "./commands/losses";
import { findCommand } from "./find-command";
import { nearest } from "./nearest";
import { needsCount, percentFrom, stagesFrom } from "./numbers";
import { readArguments } from "./read-arguments";
import { table } from "./table";

test.each([
  [["config", "aply", "x"], "There is no command dlo config aply. Did you mean config apply?"],
  [["cofnig", "apply"], "There is no command dlo cofnig. Did you mean config?"],
  [["loses"], "There is no command dlo loses. Did you mean losses?"],
  [["telegram"], "There is no command dlo telegram. dlo --help"],
])("an unknown command is refused with the nearest name: %j", (argv, message) => {
  expect(() => findCommand(COMMANDS, argv)).toThrow(message);
});

test.each([
  [["f.yaml", "--purne"], "There is no flag --purne. Did you mean --prune?"],
  [["f.yaml", "--force"], "There is no flag --force. There are --prune, --yes, --help."],
  [["f.yaml", "--yes=no"], "--yes takes no value."],
  [[], "dlo config apply needs <file>."],
  [["a.yaml", "b.yaml"], "dlo config apply does not know what to do with b.yaml."],
])("arguments that a command does not know are refused: %j", (args, message) => {
  expect(() => readArguments(configApply, args)).toThrow(message);
});

test("flags may stand before and after the file", () => {
  const given = readArguments(configApply, ["--prune", "dlo.yaml", "--yes"]);

  expect([given.words, given.isOn("prune"), given.isOn("yes")]).toEqual([["dlo.yaml"], true, true]);
});

test("every command has a name of its own and says what its exit codes mean", () => {
  expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
  for (const { name } of COMMANDS) expect(findCommand(COMMANDS, name.split(" ")).commands).toHaveLength(1);
  for (const { exits } of COMMANDS) expect(exits).toMatch(/^0 done/);
});

test.each([
  ["24h", 24],
  ["7d", 168],
  ["14d", 336],
])("%s is a time", (text, hours) => {
  expect(hoursFrom(text)).toBe(hours);
});

test.each(["0h", "15d", "7", "d", "1w", "-1h", "1.5h"])("%s is refused as a time", (text) => {
  expect(() => hoursFrom(text)).toThrow("--within is a time such as 24h or 7d");
});

test("a name that resembles nothing gets no guess", () => {
  expect(nearest("zzzz", ["regions", "roles"])).toBeUndefined();
  expect(nearest("regoins", ["regions", "roles"])).toBe("regions");
});

test("a name from AWS can neither steer the terminal nor fake a line", () => {
  expect(table([["a\u001b[2Jb\nc\u202e", "x"]])).toBe("a�[2Jb�c�  x");
});

test.each([
  ["1,10,100%", 57, [1, 10]],
  ["1%,10%,100%", 250, [3, 25]],
  ["0.5%,50%", 1, [1, 1]],
  ["5", 3, [5]],
])("stages %s of %d messages are %j, and the rest is a stage anyway", (text, count, sizes) => {
  expect(stagesFrom(text, count)).toEqual(sizes);
});

test("only a share that is not the whole needs to know how many there are", () => {
  expect([needsCount("1,10,100%"), needsCount("1,10%"), needsCount("5")]).toEqual([false, true, false]);
});

test.each(["1,,2", "101%", "1.5", "ten", ""])("stages %j are refused with an example", (text) => {
  expect(() => stagesFrom(text, 10)).toThrow("such as 1,10,100%");
});

test("a share of returns is a percentage with or without its sign", () => {
  const given = (text: string) => readArguments(redrive, ["--max-returned", text]);
  expect([percentFrom(given("1%"), "max-returned"), percentFrom(given("0.5"), "max-returned")]).toEqual([1, 0.5]);
  expect(() => percentFrom(given("many"), "max-returned")).toThrow("--max-returned is a share such as 1%");
});
