import { behave } from "../estate/estate-functions";
import { clicked } from "../estate/happenings";
import type { Incident } from "./incident";

/** A record that cannot be counted holds up its shard for three tries; only a pointer to its batch is kept. */
export const unreadableClicks: Incident = {
  name: "unreadable-clicks",
  title: "Clicks of a new kind cannot be counted; the stream keeps them for a day",
  shows: "clickstream-dlq within seconds: a pointer to the batch, not its content",
  lastsSeconds: 120,
  fills: "clickstream-dlq",
  async begin(estate, draw) {
    await behave(estate, ["click-counter"], {
      "click-counter": [
        {
          when: { data: { page: ["/spa#route"] } },
          ms: 15,
          fails: { type: "URIError", message: "URI malformed: /spa#route" },
          log: ["ERROR visitor <$.data.visitor>: URI malformed: /spa#route"],
        },
        { ms: 40 },
      ],
    });
    await clicked(estate, draw(), { page: "/spa#route" });
  },
  end: (estate) => behave(estate, ["click-counter"]),
};
