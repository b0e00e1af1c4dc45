import { expect, test } from "vitest";
import { functionsCalled } from "./functions-called";

const MACHINE = "arn:aws:states:eu-central-1:111111111111:stateMachine:checkout";
const fn = (name: string) => `arn:aws:lambda:eu-central-1:111111111111:function:${name}`;
const called = (States: object) => functionsCalled(JSON.stringify({ StartAt: "A", States }), MACHINE);

test("functions are found wherever a definition names them, each once", () => {
  const Resource = "arn:aws:states:::lambda:invoke";
  const branch = { StartAt: "B", States: { B: { Type: "Task", Resource: fn("pack:live"), End: true } } };

  const found = called({
    A: { Type: "Task", Resource, Parameters: { FunctionName: "pay", "Payload.$": "$" }, Next: "C" },
    C: { Type: "Parallel", Branches: [branch, branch], Next: "D" },
    D: { Type: "Task", Resource, Arguments: { FunctionName: fn("reserve"), Payload: "{% $x %}" }, End: true },
  });

  expect(found).toEqual([fn("pack:live"), fn("pay"), fn("reserve")]);
});

test("what is chosen by the input, or is no function, is not among them", () => {
  const found = called({
    A: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { "FunctionName.$": "$.which" } },
    B: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", Arguments: { FunctionName: "{% $which %}" } },
  });

  expect(found).toEqual([]);
});

test("what is no definition tells nothing", () => {
  expect(functionsCalled("", MACHINE)).toBeNull();
});
