import { Checkbox } from "@/app/_components/ui/checkbox";

type Props = {
  label: string;
  /** By name. */
  channels: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Which channels are told. One that is named and not there any more is shown until it is taken away. */
export function ChannelBoxes({ label, channels, chosen, onChange }: Props) {
  const all = [...new Set([...channels, ...chosen])];
  return (
    <fieldset className="grid content-start gap-1.5">
      <legend className="weight-emphasis mb-1">{label}</legend>
      {all.length === 0 ? <p className="text-xs text-ink-2">There is no channel yet: nobody is told.</p> : null}
      {all.map((name) => (
        <Checkbox
          key={name}
          label={<span className="wrap-anywhere">{name}</span>}
          help={channels.includes(name) ? undefined : "There is no such channel any more."}
          checked={chosen.includes(name)}
          onChange={({ target }) =>
            onChange(all.filter((one) => (one === name ? target.checked : chosen.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
