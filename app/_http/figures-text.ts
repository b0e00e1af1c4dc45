import { Gauge, Registry } from "prom-client";
import type { MetricFigures } from "@/lib/operations/system/read-metric-figures";

type Labels = Readonly<Record<string, string>>;
interface Line {
  readonly labels?: Labels;
  /** Null is not known: then there is no line, rather than a 0. */
  readonly value: number | null;
}

/** Figures by queue and class in Prometheus's text format; null says that they were kept back, and nothing else. */
export async function figuresText(figures: MetricFigures | null): Promise<string> {
  const registry = new Registry();
  const gauge = gaugesOf(registry);
  gauge(
    "dlo_figures_shown",
    "1 when this scrape may have figures by queue and class, 0 when it came without a right to them",
    [{ value: figures === null ? 0 : 1 }],
  );
  if (figures !== null) {
    addQueues(gauge, figures);
    addClasses(gauge, figures);
    addRest(gauge, figures);
    gauge("dlo_figures_left_out", "How many of a kind have no line here, because there are too many", [
      { labels: { kind: "queue" }, value: figures.queues.totalCount - figures.queues.items.length },
      { labels: { kind: "class" }, value: figures.classes.totalCount - figures.classes.items.length },
    ]);
  }
  return registry.metrics();
}

type AddGauge = (name: string, help: string, lines: readonly Line[]) => void;
function gaugesOf(registry: Registry): AddGauge {
  return (name, help, lines) => {
    const known = lines.filter((line) => line.value !== null);
    const labelNames = [...new Set(known.flatMap(({ labels }) => Object.keys(labels ?? {})))];
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels = {}, value } of known) gauge.set({ ...labels }, value ?? 0);
  };
}

function addQueues(gauge: AddGauge, { queues, places }: MetricFigures): void {
  const of = (value: (queue: MetricFigures["queues"]["items"][number]) => number | null) =>
    queues.items.map((queue) => {
      const { name, account, region, isDeadLetterQueue } = queue;
      return { labels: { queue: name, account, region, dead_letter: String(isDeadLetterQueue) }, value: value(queue) };
    });
  const at = (value: (place: MetricFigures["places"][number]) => number | null) =>
    places.map((place) => ({ labels: { account: place.account, region: place.region }, value: value(place) }));
  gauge(
    "dlo_queue_visible",
    "Messages that can be received, as SQS estimates them",
    of(({ visible }) => visible),
  );
  gauge(
    "dlo_queue_in_flight",
    "Messages that were received and not deleted yet, as SQS estimates them",
    of(({ inFlight }) => inFlight),
  );
  gauge(
    "dlo_queue_age_seconds",
    "Age of the oldest message, as CloudWatch told it last",
    of(({ ageSeconds }) => ageSeconds),
  );
  gauge(
    "dlo_queue_sampled_timestamp_seconds",
    "When the counters were read",
    of(({ sampledAt }) => seconds(sampledAt)),
  );
  gauge(
    "dlo_dead_letters",
    "Messages in all dead-letter queues that could be counted",
    at(({ deadLetters }) => deadLetters),
  );
  gauge(
    "dlo_dead_letter_queues_uncounted",
    "Dead-letter queues whose messages nobody could count",
    at(({ uncountedQueues }) => uncountedQueues),
  );
  gauge(
    "dlo_region_blind",
    "1 while the account cannot be read in this Region",
    at(({ isBlind }) => (isBlind ? 1 : 0)),
  );
}

function addClasses(gauge: AddGauge, { classes }: MetricFigures): void {
  const of = (value: (one: MetricFigures["classes"]["items"][number]) => number | null) =>
    classes.items.map((one) => {
      const { number, cause, status, record, account, region, queue, owner } = one;
      const labels = {
        class: `F-${number}`,
        cause,
        status,
        record,
        account,
        region,
        queue: queue ?? "",
        owner: owner ?? "",
      };
      return { labels, value: value(one) };
    });
  gauge(
    "dlo_class_present",
    "Indexed messages of a class believed to be in its dead-letter queue",
    of(({ present }) => present),
  );
  gauge(
    "dlo_class_seen",
    "Messages of a class ever seen",
    of(({ total }) => total),
  );
  gauge(
    "dlo_class_first_loss_timestamp_seconds",
    "When retention deletes the first of them",
    of(({ firstExpiryAt }) => seconds(firstExpiryAt)),
  );
}

function addRest(gauge: AddGauge, { alerts, pollers, office }: MetricFigures): void {
  gauge(
    "dlo_alerts_open",
    "Alerts that are not over, by severity and by whether somebody has them",
    alerts.map(({ state, severity, count }) => ({ labels: { state, severity }, value: count })),
  );
  const beats = pollers.map(({ poller, accountName, region, state, succeededAt }) => ({
    labels: { poller, account: accountName, region },
    isOk: state === "ok" ? 1 : 0,
    at: seconds(succeededAt),
  }));
  gauge(
    "dlo_poller_ok",
    "1 while a poller succeeds on time",
    beats.map(({ labels, isOk }) => ({ labels, value: isOk })),
  );
  gauge(
    "dlo_poller_succeeded_timestamp_seconds",
    "When a poller succeeded last",
    beats.map(({ labels, at }) => ({ labels, value: at })),
  );
  if (office === null) return;
  gauge("dlo_notifications", "Messages for channels that wait, or were given up", [
    { labels: { state: "waiting" }, value: office.waitingNotifications },
    { labels: { state: "dead" }, value: office.deadNotifications },
  ]);
  gauge("dlo_review_written_timestamp_seconds", "When the newest weekly review was written", [
    { value: seconds(office.reviewWrittenAt) },
  ]);
  gauge("dlo_review_actions_open", "Action items of reviews that are neither done nor dropped", [
    { value: office.openActions },
  ]);
}

function seconds(isoTime: string | null): number | null {
  return isoTime === null ? null : Math.round(Date.parse(isoTime) / 1000);
}
