import { expect, test } from "vitest";
import { DefinitionProblem, definitionOf } from "./check-definition";

const withState = (state: object) => JSON.stringify({ StartAt: "A", States: { A: state } });
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:f";

test.each([
  ["text that is no JSON", "{", /INVALID_JSON_DESCRIPTION/],
  ["no states", '{"StartAt":"A","States":{}}', /required: \[States\]/],
  ["no start", '{"States":{"A":{"Type":"Succeed"}}}', /required: \[StartAt\]/],
  ["a start that is not there", '{"StartAt":"B","States":{"A":{"Type":"Succeed"}}}', /MISSING_TRANSITION_TARGET/],
  ["an unknown type", withState({ Type: "Activity" }), /Value is not one of/],
  ["neither Next nor End", withState({ Type: "Pass" }), /Missing 'Next' or 'End'/],
  ["a Next that is not there", withState({ Type: "Pass", Next: "B" }), /Missing 'Next' target: B/],
  ["an unknown field", withState({ Type: "Pass", End: true, Colour: "red" }), /Field is not supported/],
  ["JSONata", withState({ Type: "Pass", End: true, Output: "{% 1 %}" }), /Output is not simulated/],
  ["a broken path", withState({ Type: "Pass", End: true, InputPath: "order" }), /Reference Path/],
  ["a broken template", withState({ Type: "Pass", End: true, Parameters: { "a.$": "x" } }), /valid JSONPath/],
  ["a task without resource", withState({ Type: "Task", End: true }), /required: \[Resource\]/],
  [
    "a callback",
    withState({ Type: "Task", End: true, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken" }),
    /not simulated/,
  ],
  [
    "a retrier without errors",
    withState({ Type: "Task", End: true, Resource: FUNCTION, Retry: [{}] }),
    /\[ErrorEquals\]/,
  ],
  [
    "a catcher to nowhere",
    withState({ Type: "Task", End: true, Resource: FUNCTION, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Z" }] }),
    /target: Z/,
  ],
  ["a choice without rules", withState({ Type: "Choice", Choices: [] }), /\[Choices\]/],
  [
    "a distributed map",
    withState({
      Type: "Map",
      End: true,
      ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED" }, StartAt: "X", States: { X: { Type: "Succeed" } } },
    }),
    /DISTRIBUTED is not simulated/,
  ],
  [
    "a broken branch",
    withState({ Type: "Parallel", End: true, Branches: [{ StartAt: "X", States: { X: { Type: "Pass" } } }] }),
    /Branches\[0\]\/States\/X/,
  ],
  [
    "a state that nothing leads to",
    JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" }, B: { Type: "Succeed" } } }),
    /"B" is not reachable/,
  ],
])("%s is refused", (_, text, message) => {
  expect(() => definitionOf(text)).toThrow(DefinitionProblem);
  expect(() => definitionOf(text)).toThrow(message);
});

test("a saga with every type of state is accepted", () => {
  const States = {
    Reserve: {
      Type: "Task",
      Resource: FUNCTION,
      TimeoutSeconds: 5,
      Retry: [{ ErrorEquals: ["States.TaskFailed"] }],
      Next: "Big?",
    },
    "Big?": {
      Type: "Choice",
      Choices: [{ Variable: "$.total", NumericGreaterThan: 100, Next: "Rest" }],
      Default: "Both",
    },
    Rest: { Type: "Wait", SecondsPath: "$.seconds", Next: "Both" },
    Both: {
      Type: "Parallel",
      Branches: [{ StartAt: "P", States: { P: { Type: "Pass", End: true } } }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Undo" }],
      Next: "Each",
    },
    Each: { Type: "Map", Iterator: { StartAt: "P", States: { P: { Type: "Succeed" } } }, End: true },
    Undo: { Type: "Fail", Error: "OrderFailed", Cause: "reserved nothing" },
  };

  expect(definitionOf(JSON.stringify({ Comment: "saga", StartAt: "Reserve", States })).StartAt).toBe("Reserve");
});
