import type { ReactNode } from "react";
import { Panel } from "../ui/panel";
import { ChartLegend } from "./chart-legend";
import type { ChangeMark } from "./chart-marks";
import { type ChartWindow, hasGaps, isBlank } from "./chart-window";
import { type PlotSeries, seriesColour } from "./series-plot";
import { TimeSeriesChart } from "./time-series-chart";

type Props = {
  title: string;
  hint: string;
  label: string;
  window: ChartWindow;
  series: PlotSeries[];
  blank: ReactNode;
  /** What the figures leave out. */
  note?: ReactNode;
  changes?: ChangeMark[];
  actions?: ReactNode;
  height?: number;
};

/** One chart with its title, unit and legend; words in its place while nothing is known. */
export function ChartPanel(props: Props) {
  const { title, hint, label, window, series, blank, note, changes = [], actions, height } = props;
  const entries = series.map((one, index) => ({ label: one.label, colour: seriesColour(one.place ?? index) }));
  const legend = (
    <>
      <ChartLegend entries={entries} hasGaps={hasGaps(window)} hasChanges={changes.length > 0} />
      {actions}
    </>
  );
  if (isBlank(window))
    return (
      <Panel title={title} hint={hint} actions={actions}>
        <p className="text-ink-2">{blank}</p>
      </Panel>
    );
  return (
    <Panel title={title} hint={hint} actions={legend}>
      <TimeSeriesChart
        label={label}
        series={series.map((one) => ({ ...one, readings: window.readings[one.key] ?? [] }))}
        from={window.from}
        to={window.to}
        stepMs={window.stepMs}
        gaps={window.gaps}
        changes={changes}
        height={height}
      />
      {note ? <p className="mt-1 text-xs text-ink-3">{note}</p> : null}
    </Panel>
  );
}
