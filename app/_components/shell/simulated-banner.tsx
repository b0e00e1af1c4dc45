/** Says on every page that no real account is behind the figures. */
export function SimulatedBanner() {
  return (
    <aside
      aria-label="Simulated AWS"
      className="hatch flex h-7 flex-none items-center justify-center border-b border-unknown-line bg-unknown-soft text-xs text-ink-2"
    >
      <span className="rounded-xs bg-unknown-soft px-2">
        <strong className="font-semibold tracking-wide text-ink">SIMULATED AWS</strong>
        <span className="max-sm:hidden"> · no real account is read or changed</span>
      </span>
    </aside>
  );
}
