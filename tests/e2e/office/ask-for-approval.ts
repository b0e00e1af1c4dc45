import { type Client, createClient } from "@/lib/contract/client";
import { signInAs } from "../../../jobs/demo/story/people";
import { deadLetterQueueOf } from "../../../jobs/demo/story/places";
import { invoices } from "../../../jobs/demo/story/shop/invoices";

/** Otto wants to discard one message in production and asks for it: a plan that waits until the tests are over. */
export async function askForApproval(webUrl: string): Promise<void> {
  const otto = createClient({ baseUrl: webUrl, headers: (await signInAs(webUrl, "operator")) ?? {} });
  const plan = await otto.createPlan({
    action: "discard",
    selection: { messageIds: [await anInvoice(otto)] },
    overrides: [{ check: "second-copy", reason: "It was made up for a test." }],
  });
  await otto.askForApproval({ id: plan.id, hash: plan.hash, comment: "A test invoice that nobody waits for." });
}

async function anInvoice(client: Client): Promise<string> {
  const q = `queue:${deadLetterQueueOf(invoices.queue)}`;
  const [message] = (await client.listFailedMessages({ q, state: "present", limit: 1 })).items;
  if (!message) throw new Error("the shop has no failed invoice");
  return message.id;
}
