import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  ListArchivesCommand,
  ListReplaysCommand,
  StartReplayCommand,
  type StartReplayCommandInput,
} from "@aws-sdk/client-eventbridge";
import type { Bench } from "../bench";
import { casesOf, documented, model } from "../case";
import { aBus, aim, aRoute, aRule, arrivals, bodyOf, busArn, type Entry, letIn, put } from "../events-bench";
import { outcome, verdict } from "../outcome";
import { aQueue } from "../sqs-bench";

const ARCHIVE = "EventBridge API Reference, CreateArchive";
const REPLAY = "EventBridge API Reference, StartReplay";
const GUIDE = "EventBridge User Guide, Archiving and replaying events";
const ANY = { source: [{ prefix: "" }] };
const HOUR_MS = 3_600_000;

async function anArchive(bench: Bench, bus: string, more: { EventPattern?: string; RetentionDays?: number } = {}) {
  const ArchiveName = bench.name("archive").slice(0, 48);
  const command = new CreateArchiveCommand({ ArchiveName, EventSourceArn: busArn(bench, bus), ...more });
  const { ArchiveArn = "" } = await bench.aws.events.send(command);
  bench.later(() => bench.aws.events.send(new DeleteArchiveCommand({ ArchiveName })));
  return { name: ArchiveName, arn: ArchiveArn };
}

/** Puts events and waits until they are archived. */
async function putAndArchive(bench: Bench, bus: string, entries: readonly Entry[]): Promise<void> {
  await put(bench, bus, entries);
  await bench.wait(bench.site.archiveLagSeconds);
}

async function startReplay(bench: Bench, archiveArn: string, bus: string, more: Partial<StartReplayCommandInput> = {}) {
  const ReplayName = bench.name("replay").slice(0, 64);
  await bench.aws.events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: archiveArn,
      EventStartTime: new Date(Date.now() - HOUR_MS),
      EventEndTime: new Date(Date.now() + HOUR_MS),
      Destination: { Arn: busArn(bench, bus) },
      ...more,
    }),
  );
  bench.later(async () => void (await outcome(bench.aws.events.send(new CancelReplayCommand({ ReplayName })))));
  return ReplayName;
}

const ended = (bench: Bench, ReplayName: string) =>
  bench.eventually(
    async () => (await bench.aws.events.send(new DescribeReplayCommand({ ReplayName }))).State,
    (state) => state === "COMPLETED",
    bench.site.isReal ? 15 : 3600,
  );

const archives = [
  ...casesOf("events", "CreateArchive", [
    {
      id: "archive-described",
      title: "an archive is enabled, keeps its pattern and knows its bus",
      cites: documented("EventBridge API Reference, DescribeArchive"),
      run: async (bench) => {
        const bus = await aBus(bench);
        const { name } = await anArchive(bench, bus, { EventPattern: '{"source":["a"]}', RetentionDays: 3 });
        const read = () => bench.aws.events.send(new DescribeArchiveCommand({ ArchiveName: name }));
        const { State, EventPattern, RetentionDays, EventSourceArn } = await bench.eventually(
          read,
          (all) => all.State === "ENABLED",
        );
        return [State, EventPattern, RetentionDays, EventSourceArn === busArn(bench, bus)];
      },
      expected: ["ENABLED", '{"source":["a"]}', 3, true],
    },
    {
      id: "archive-again",
      title: "a second archive of the same name is ResourceAlreadyExistsException",
      cites: model("events, CreateArchive: ResourceAlreadyExistsException"),
      run: async (bench) => {
        const bus = await aBus(bench);
        await anArchive(bench, bus);
        return outcome(anArchive(bench, bus));
      },
      expected: "ResourceAlreadyExistsException",
    },
    {
      id: "archive-of-absent-bus",
      title: "an archive of an absent bus is ResourceNotFoundException",
      cites: model("events, CreateArchive: ResourceNotFoundException"),
      run: async (bench) => outcome(anArchive(bench, bench.name("absent"))),
      expected: "ResourceNotFoundException",
    },
    {
      id: "archive-bad-pattern",
      title: "an archive's pattern is checked",
      cites: model("events, CreateArchive: InvalidEventPatternException"),
      run: async (bench) => outcome(anArchive(bench, await aBus(bench), { EventPattern: "{" })),
      expected: "InvalidEventPatternException",
    },
    {
      id: "archive-name",
      title: "an archive's name has at most 48 letters",
      cites: model("events, ArchiveName: 48 at most"),
      run: async (bench) => {
        const EventSourceArn = busArn(bench, await aBus(bench));
        return verdict(
          bench.aws.events.send(new CreateArchiveCommand({ ArchiveName: "x".repeat(49), EventSourceArn })),
        );
      },
      expected: "refused",
    },
  ]),
  ...casesOf("events", "ListArchives", [
    {
      id: "archives-of-bus",
      title: "archives are listed by their bus",
      cites: documented("EventBridge API Reference, ListArchives"),
      run: async (bench) => {
        const bus = await aBus(bench);
        const { name } = await anArchive(bench, bus);
        const list = new ListArchivesCommand({ EventSourceArn: busArn(bench, bus) });
        return ((await bench.aws.events.send(list)).Archives ?? []).map(({ ArchiveName }) => ArchiveName === name);
      },
      expected: [true],
    },
  ]),
];

const starting = casesOf("events", "StartReplay", [
  {
    id: "replay-delivers",
    title: "a replay delivers what was archived again, marked with its name",
    cites: documented(`${GUIDE}: replay-name`),
    needs: "promptArchive",
    run: async (bench) => {
      const { bus, queue } = await aRoute(bench, ANY);
      const archive = await anArchive(bench, bus);
      await putAndArchive(bench, bus, [{ detail: { order: 7 } }]);
      await arrivals(bench, queue, 1);
      const name = await startReplay(bench, archive.arn, bus);
      const state = await ended(bench, name);
      const [message] = await arrivals(bench, queue, 1);
      const { detail, "replay-name": replayName } = bodyOf(message);
      return [state, detail, replayName === name];
    },
    expected: ["COMPLETED", { order: 7 }, true],
  },
  {
    id: "replay-pattern",
    title: "an archive has only what its pattern matches",
    cites: documented(ARCHIVE),
    needs: "promptArchive",
    run: async (bench) => {
      const { bus, queue } = await aRoute(bench, { "replay-name": [{ exists: true }] });
      const archive = await anArchive(bench, bus, { EventPattern: '{"detail":{"keep":[true]}}' });
      await putAndArchive(bench, bus, [{ detail: { keep: true } }, { detail: { keep: false } }]);
      await ended(bench, await startReplay(bench, archive.arn, bus));
      return (await arrivals(bench, queue, 1)).map((message) => bodyOf(message).detail);
    },
    expected: [{ keep: true }],
  },
  {
    id: "replay-to-some-rules",
    title: "FilterArns names the rules that see the replay",
    cites: documented("EventBridge API Reference, ReplayDestination: FilterArns"),
    needs: "promptArchive",
    run: async (bench) => {
      const pattern = { "replay-name": [{ exists: true }] };
      const { bus, queue, rule } = await aRoute(bench, pattern);
      const other = await aRule(bench, bus, pattern, { ending: "other" });
      const unseen = await aQueue(bench, "unseen");
      await letIn(bench, unseen, "events", other.arn);
      await aim(bench, other, { Id: "queue", Arn: unseen.arn });
      const archive = await anArchive(bench, bus);
      await putAndArchive(bench, bus, [{}]);
      const Destination = { Arn: busArn(bench, bus), FilterArns: [rule.arn] };
      await ended(bench, await startReplay(bench, archive.arn, bus, { Destination }));
      return [(await arrivals(bench, queue, 1)).length, (await arrivals(bench, unseen, 1)).length];
    },
    expected: [1, 0],
  },
  {
    id: "replay-to-other-bus",
    title: "events go back to the bus they came from and to no other",
    cites: documented(`${REPLAY}: you must specify the event bus the events were archived from`),
    run: async (bench) => {
      const archive = await anArchive(bench, await aBus(bench));
      return verdict(startReplay(bench, archive.arn, await aBus(bench, "other")));
    },
    expected: "refused",
  },
  {
    id: "replay-again",
    title: "a replay's name is used once",
    cites: model("events, StartReplay: ResourceAlreadyExistsException"),
    run: async (bench) => {
      const bus = await aBus(bench);
      const { arn } = await anArchive(bench, bus);
      await startReplay(bench, arn, bus);
      return outcome(startReplay(bench, arn, bus));
    },
    expected: "ResourceAlreadyExistsException",
  },
  {
    id: "replay-backwards",
    title: "a replay's end is after its start",
    cites: documented(REPLAY),
    run: async (bench) => {
      const bus = await aBus(bench);
      const { arn } = await anArchive(bench, bus);
      const window = { EventStartTime: new Date(Date.now() - 1000), EventEndTime: new Date(Date.now() - HOUR_MS) };
      return verdict(startReplay(bench, arn, bus, window));
    },
    expected: "refused",
  },
  {
    id: "replay-of-absent",
    title: "a replay of an absent archive is refused",
    cites: model("events, StartReplay: ResourceNotFoundException"),
    run: async (bench) =>
      verdict(startReplay(bench, bench.arn("events", `archive/${bench.name("absent")}`), await aBus(bench))),
    expected: "refused",
  },
]);

const following = [
  ...casesOf("events", "DescribeReplay", [
    {
      id: "replay-absent",
      title: "an absent replay is ResourceNotFoundException",
      cites: model("events, DescribeReplay: ResourceNotFoundException"),
      run: async (bench) =>
        outcome(bench.aws.events.send(new DescribeReplayCommand({ ReplayName: bench.name("absent") }))),
      expected: "ResourceNotFoundException",
    },
    {
      id: "replay-progress",
      title: "a replay that has ended knows the time of the last event it replayed",
      cites: documented("EventBridge API Reference, DescribeReplay: EventLastReplayedTime"),
      needs: "promptArchive",
      run: async (bench) => {
        const { bus, queue } = await aRoute(bench, ANY);
        const archive = await anArchive(bench, bus);
        await putAndArchive(bench, bus, [{}]);
        await arrivals(bench, queue, 1);
        const ReplayName = await startReplay(bench, archive.arn, bus);
        await ended(bench, ReplayName);
        const { EventLastReplayedTime } = await bench.aws.events.send(new DescribeReplayCommand({ ReplayName }));
        return EventLastReplayedTime !== undefined;
      },
      expected: true,
    },
  ]),
  ...casesOf("events", "ListReplays", [
    {
      id: "replays-of-archive",
      title: "replays are listed by their archive",
      cites: documented("EventBridge API Reference, ListReplays"),
      run: async (bench) => {
        const bus = await aBus(bench);
        const { arn } = await anArchive(bench, bus);
        const name = await startReplay(bench, arn, bus);
        const { Replays = [] } = await bench.aws.events.send(new ListReplaysCommand({ EventSourceArn: arn }));
        return Replays.map(({ ReplayName }) => ReplayName === name);
      },
      expected: [true],
    },
  ]),
  ...casesOf("events", "CancelReplay", [
    {
      id: "replay-cancel-ended",
      title: "a replay that has ended is IllegalStatusException to cancel",
      cites: model("events, CancelReplay: IllegalStatusException"),
      needs: "promptArchive",
      run: async (bench) => {
        const bus = await aBus(bench);
        const { arn } = await anArchive(bench, bus);
        const ReplayName = await startReplay(bench, arn, bus);
        await ended(bench, ReplayName);
        return outcome(bench.aws.events.send(new CancelReplayCommand({ ReplayName })));
      },
      expected: "IllegalStatusException",
    },
  ]),
];

export const EVENTS_REPLAYS = [...archives, ...starting, ...following];
