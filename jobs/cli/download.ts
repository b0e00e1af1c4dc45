import { ApiError } from "@/lib/contract/client";
import { problemSchema } from "@/lib/contract/problem";
import { type Address, placeOf } from "./connection";
import { Misuse } from "./misuse";

/** The lines of a download, as they come. Throws ApiError when the office refuses, and when it breaks off in between. */
export async function* linesFrom(address: Address, path: string): AsyncGenerator<string> {
  const { baseUrl, headers } = placeOf(address);
  const answer = await fetch(`${baseUrl}/api/v1${path}`, { headers });
  if (!answer.ok) {
    const problem = problemSchema.safeParse(await answer.json().catch(() => undefined));
    if (problem.success) throw new ApiError(problem.data);
    throw new Misuse(`${new URL(answer.url).origin} answers ${answer.status} without saying why: is DLO_URL right?`);
  }
  if (!answer.body || !/^application\/x-ndjson\b/.test(answer.headers.get("content-type") ?? ""))
    throw new Misuse(`${new URL(answer.url).origin} answers, but is no office: is DLO_URL right?`);
  yield* splitLines(answer.body.pipeThrough(new TextDecoderStream()));
}

/** Lines without their ends; a rest without an end is a line too. */
export async function* splitLines(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const part of parts) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}
