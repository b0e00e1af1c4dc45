import { nameOfArn } from "@/lib/core/arn";
import { type Letter, markOf, type OriginError, type OriginRule, sendersOf } from "./origin";

/**
 * The dead-letter queue of a function got an event that the function failed on. The message does not say which function:
 * the inventory does, while exactly one names this queue.
 */
export const lambdaAsync: OriginRule = {
  name: "lambda-async",
  recognise: (letter, graph) => {
    const error = errorOf(letter);
    if (error === undefined) return undefined;
    const named = sendersOf(
      { ...graph, namedBy: (graph.namedBy ?? []).filter((sender) => sender.part === "async") },
      "function",
    );
    const [only, ...others] = named;
    const functionArn = others.length === 0 ? only?.arn : undefined;
    const name = functionArn === undefined ? undefined : nameOfArn(functionArn);
    return {
      kind: "lambda-async",
      certainty: "certain",
      anchorArn: functionArn ?? graph.queueArn,
      failingStage: name === undefined ? "an unknown function, invoked asynchronously" : `function ${name}`,
      wayBack:
        name === undefined
          ? `Invoke the function it failed in, asynchronously, with the body: the message does not name it, and ${howMany(named.length)} this queue.`
          : `Invoke ${name} asynchronously with the body as its event.`,
      original: letter.message.body,
      error,
    };
  },
};

function howMany(count: number): string {
  return count === 0 ? "no function that we know names" : `${count} functions name`;
}

/** `RequestID`, `ErrorCode` (an HTTP status) and `ErrorMessage`, in exactly these letters. */
function errorOf(letter: Letter): OriginError | undefined {
  if (markOf(letter, "RequestID") === undefined) return undefined;
  const status = markOf(letter, "ErrorCode");
  const text = Object.hasOwn(letter.message.attributes, "ErrorMessage") ? markOf(letter, "ErrorMessage") : undefined;
  if (status === undefined || !Object.hasOwn(letter.message.attributes, "ErrorMessage")) return undefined;
  return {
    where: "attribute ErrorMessage",
    text: text ?? `Lambda answered with status ${status}`,
    ...(status !== "200" && { code: status }),
    ...(status === "429" && { cause: "throttled" }),
  };
}
