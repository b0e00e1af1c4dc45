import type { World } from "../service";
import type { Notification } from "./notification";
import type { Subscription } from "./state";

/** The subject of a delivery job. */
export interface Delivery {
  readonly subscriptionArn: string;
  readonly notification: Notification;
  /** Retries so far. */
  readonly made: number;
}

/** Plans the first attempt for one subscriber. */
export function planDelivery(world: World, subscription: Subscription, notification: Notification, at: number): void {
  const subject: Delivery = { subscriptionArn: subscription.arn, notification, made: 0 };
  world.agenda.plan({ at, kind: "sns.deliver", subject });
}
