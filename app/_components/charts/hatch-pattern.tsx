/** The hatch of "we cannot see" for use inside an SVG: `fill="url(#id)"`. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--unknown-soft)" />
        <rect width="1.5" height="6" fill="var(--hatch-ink)" />
      </pattern>
    </defs>
  );
}
