import { formatPercent } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import type { useMapView } from "./use-map-view";

type Props = { map: Pick<ReturnType<typeof useMapView>, "view" | "zoomBy" | "fit" | "isFitted"> };

/** Nearer, further, and the whole. */
export function ZoomButtons({ map: { view, zoomBy, fit, isFitted } }: Props) {
  return (
    <div className="absolute right-3 bottom-3 flex items-center gap-1 rounded-md border bg-raised p-1">
      <Button variant="ghost" size="sm" isIconOnly aria-label="Further away" onClick={() => zoomBy(1 / 1.25)}>
        −
      </Button>
      <span className="w-10 text-center text-xs text-ink-2">{formatPercent(view.zoom)}</span>
      <Button variant="ghost" size="sm" isIconOnly aria-label="Nearer" onClick={() => zoomBy(1.25)}>
        +
      </Button>
      <Button variant="ghost" size="sm" aria-pressed={isFitted} onClick={fit}>
        Fit
      </Button>
    </div>
  );
}
