import { openQueue, post } from "../../../jobs/demo/story/shop-sqs";
import { parcels } from "./hostile-bodies";

/** What two failures name as what did not answer. */
export const SHARED_HOST = "labels.carrier.example.com";

/** Two failures of one queue that begin together because one host does not answer: an incident. */
export async function failTogether(simulatorUrl: string): Promise<void> {
  const open = await openQueue(simulatorUrl, parcels);
  const errors = [`connect ECONNREFUSED ${SHARED_HOST}:443`, `POST https://${SHARED_HOST}/labels timed out`];
  await post(
    open,
    open.deadLetterUrl,
    errors.map((errorMessage) => ({ body: JSON.stringify({ errorMessage, parcel: 4711 }) })),
  );
  open.sqs.destroy();
}
