import { isStill, lastStart } from "./demo-state.mjs";

/**
 * Lets an incident happen in the demo that runs now, or says which there are when there is none of that name. Answers
 * with the exit code: 0 done · 1 it cannot happen now · 2 no such incident. Throws when no demo runs.
 */
export async function commandIncident(name, say = console.log) {
  const { launcher, storyPort } = lastStart();
  if (!isStill(launcher, "jobs/demo/main.mjs") || !storyPort)
    throw new Error("No demo runs here. Start it with: npm run demo");
  const door = `http://127.0.0.1:${storyPort}/incidents`;
  if (name === "") return list(door, say);
  const { status, content } = await ask(`${door}/${encodeURIComponent(name)}`, "POST");
  if (status === 404) {
    say(`There is no incident ${name}.`);
    await list(door, say);
    return 2;
  }
  if (status === 202) say(`${content.title}, for ${lasting(content)}.\nWatch: ${content.shows}`);
  else say(content.reason);
  return status === 202 ? 0 : 1;
}

async function list(door, say) {
  const { content } = await ask(door, "GET");
  const width = Math.max(...content.items.map((one) => one.name.length));
  for (const one of content.items) {
    const time = one.isUnderWay ? "under way" : lasting(one);
    say(`${one.name.padEnd(width)}  ${one.title} (${time}) → ${one.shows}`);
  }
  say("\nOne happens now with: npm run demo -- incident <name>");
  return 0;
}

async function ask(url, method) {
  const answer = await fetch(url, { method }).catch(() => undefined);
  if (!answer) throw new Error("The demo's story does not answer yet. Try again once the demo has said its address.");
  return { status: answer.status, content: await answer.json() };
}

function lasting({ lastsSeconds }) {
  return lastsSeconds < 180 ? `${lastsSeconds} s` : `${Math.round(lastsSeconds / 60)} min`;
}
