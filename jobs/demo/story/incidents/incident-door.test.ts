import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../free-port.mjs";
import { openEstate } from "../estate/estate";
import { directorOf } from "./director";
import type { Incident } from "./incident";
import { openIncidentDoor } from "./incident-door";

const begun: string[] = [];
const flood: Incident = {
  name: "flood",
  title: "The cellar is full of water",
  shows: "wet feet at once",
  lastsSeconds: 60,
  begin: async () => void begun.push("flood"),
};
const closing = new AbortController();
const estate = openEstate("http://127.0.0.1:1");
let door: string;

beforeAll(async () => {
  const port = await freePort();
  const draw = () => ({ number: 1, chance: () => 0.5 });
  await openIncidentDoor(directorOf(estate, [flood], draw, closing.signal), port);
  door = `http://127.0.0.1:${port}/incidents`;
});
afterAll(() => {
  closing.abort();
  estate.close();
});

test("a web page cannot let an incident happen", async () => {
  const answer = await fetch(`${door}/flood`, { method: "POST", headers: { origin: "http://127.0.0.1:3000" } });

  expect(answer.status).toBe(403);
  expect(begun).toEqual([]);
});

test("an incident happens once at a time, and the list says that it does", async () => {
  const answers = [
    await fetch(`${door}/flood`, { method: "POST" }),
    await fetch(`${door}/flood`, { method: "POST" }),
    await fetch(`${door}/drought`, { method: "POST" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([202, 409, 404]);
  expect(begun).toEqual(["flood"]);
  const { items } = await (await fetch(door)).json();
  expect(items).toEqual([
    { name: "flood", title: flood.title, shows: flood.shows, lastsSeconds: 60, isUnderWay: true },
  ]);
});
