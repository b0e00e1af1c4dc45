import type { KnownChannel } from "../known";
import type { Route } from "./route";

interface Warned {
  readonly routes: readonly Route[];
  readonly review: { readonly channels: readonly string[] } | null;
}

/** What in the settings will not do what it seems to say, each as a sentence. */
export function settingWarnings({ routes, review }: Warned, channels: readonly KnownChannel[]): string[] {
  const all = routes.findIndex(({ match }) => Object.values(match).every((part) => part === undefined));
  const named = (who: string, names: readonly string[]) => names.flatMap((name) => channelWarning(who, name, channels));
  return [
    ...routes.flatMap((route) => named(`Route “${route.name}”`, route.channels)),
    ...named("The review", review?.channels ?? []),
    ...routes
      .filter(({ name }, at) => routes.findIndex((route) => route.name === name) < at)
      .map(({ name }) => `Two routes are called “${name}”.`),
    ...(all < 0 ? [] : routes.slice(all + 1)).map(
      ({ name }) => `Route “${name}” is never asked: “${routes[all]?.name}” before it takes everything.`,
    ),
    ...(routes.length > 0 && all < 0
      ? ["What no route matches is told to nobody: a last route that matches everything would see to it."]
      : []),
    ...(routes.length === 0 && !channels.some(({ isOn }) => isOn)
      ? ["No channel is on: nobody is told of anything."]
      : []),
  ];
}

function channelWarning(who: string, name: string, channels: readonly KnownChannel[]): string[] {
  const channel = channels.find((one) => one.name === name);
  if (!channel) return [`${who} names the channel “${name}”, which does not exist.`];
  return channel.isOn ? [] : [`${who} names the channel “${name}”, which is off.`];
}
