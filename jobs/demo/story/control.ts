/** One call of the simulator's control plane. Throws with its words when it is refused. */
export async function control(simulatorUrl: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${simulatorUrl}/_sim${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const content: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} /_sim${path}: ${JSON.stringify(content)}`);
  return content;
}
