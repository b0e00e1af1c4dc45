import { drainingDriver } from "./draining/drain";
import type { Effect } from "./draining/effect";
import type { Work } from "./driver";
import { packMessages } from "./pack-messages";
import { sendContent } from "./send-content";

/**
 * Our mover: we receive each chosen message, send it unchanged to its source queue, and delete it from the dead-letter
 * queue after the send was answered and written down. The worker does every step in the account's operate role.
 */
export const mover = drainingDriver("mover", async (work) => sendEffect(work));

function sendEffect(work: Work): Effect {
  return {
    doneState: "redriven",
    isRepeatable: false,
    batches: (claimed) => packMessages(claimed, ({ item }) => item.destinationArn ?? "", work.queue.isFifo),
    perform: sendContent,
  };
}
