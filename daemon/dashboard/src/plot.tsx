// Pictures, by uPlot, in the colours of the page; the same numbers stand in a table for who cannot see them.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { t } from "./i18n";
import { theme } from "./theme";

export interface Line {
  name: string;
  values: (number | null)[];
  colour: string; // a variable of style.css
  dash?: boolean;
  bars?: boolean;
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function Plot(props: { title: string; x: number[]; say: (x: number) => string; lines: Line[]; unit: (y: number) => string; counts?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const { x, lines } = props;
  useEffect(() => {
    const into = box.current!;
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    const plot = new uPlot(
      {
        width: into.clientWidth || 600,
        height: 220,
        scales: { x: { time: false } },
        legend: { show: true, live: false },
        cursor: { y: false },
        axes: [
          { ...axis, values: (_, at) => at.map((one) => props.say(one)) },
          { ...axis, size: 64, ...(props.counts ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] } : {}), values: (_, at) => at.map((one) => props.unit(one)) },
        ],
        series: [
          { value: (_, at) => (at === null ? "" : props.say(at)) },
          ...lines.map((line) => ({
            label: line.name,
            stroke: colour(line.colour),
            width: 2,
            dash: line.dash ? [6, 5] : undefined,
            fill: line.bars ? colour(line.colour) + "55" : undefined,
            paths: line.bars ? uPlot.paths.bars!({ size: [0.7, 40] }) : undefined,
            points: { show: line.values.filter((one) => one !== null).length < 8 },
          })),
        ],
      },
      [x, ...lines.map((line) => line.values)] as uPlot.AlignedData,
      into,
    );
    const resize = new ResizeObserver(() => plot.setSize({ width: into.clientWidth, height: 220 }));
    resize.observe(into);
    return () => (resize.disconnect(), plot.destroy());
  }, [JSON.stringify([x, lines]), theme.value]);
  return (
    <figure>
      <figcaption>{props.title}</figcaption>
      <div ref={box} class="plot" aria-hidden="true" />
      <details class="numbers">
        <summary>{t("数字", "numbers")}</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={props.title}>
          <table>
            <thead><tr><th /> {lines.map((line) => <th key={line.name} scope="col">{line.name}</th>)}</tr></thead>
            <tbody>
              {x.map((at, i) => (
                <tr key={at}>
                  <th scope="row">{props.say(at)}</th>
                  {lines.map((line) => <td key={line.name} class="number">{line.values[i] === null ? "–" : props.unit(line.values[i]!)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
