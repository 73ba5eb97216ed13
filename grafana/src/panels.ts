/**
 * A function per kind of panel. Options and field configuration are typed by Grafana's own schema; what is given here is
 * what differs from Grafana's defaults or what a reader must be able to rely on.
 */
import {
  AxisPlacement,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LineInterpolation,
  PercentChangeColorMode,
  ScaleDistribution,
  SortOrder,
  StackingMode,
  TableCellDisplayMode,
  ThresholdsMode,
  FieldColorModeId,
  TooltipDisplayMode,
  VisibilityMode,
  VizOrientation,
  type DataTransformerConfig,
  type FieldConfig,
  type FieldConfigSource,
  type Panel,
  type ThresholdsConfig,
  type ValueMapping,
} from '@grafana/schema';
import {
  HeatmapColorMode,
  HeatmapColorScale,
  type FieldConfig as HeatmapField,
  type Options as HeatmapOptions,
} from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type {
  FieldConfig as TimelineField,
  Options as TimelineOptions,
} from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type {
  FieldConfig as TableField,
  Options as TableOptions,
} from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type {
  FieldConfig as SeriesField,
  Options as SeriesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import { GREEN, RED } from './roles.js';

/** The data source that the reader chose at the top of the dashboard. */
export const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** A query as Grafana's Prometheus data source wants it; the schema leaves queries to the data sources. */
interface Query {
  expr: string;
  legendFormat?: string;
}

interface Target extends Query, Record<string, unknown> {
  datasource: typeof DATA_SOURCE;
  editorMode: 'code';
  refId: string;
  instant: boolean;
  range: boolean;
  format: 'time_series' | 'table' | 'heatmap';
  exemplar: boolean;
}

/** What each panel must say. Sizes are cells of Grafana's grid, which is 24 wide. */
export interface About {
  title: string;
  description: string;
  width: number;
  height?: number;
  unit: string;
  queries: Query[];
}

/** A panel that has no place on the grid yet. */
export interface Sized {
  width: number;
  height: number;
  panel: Panel;
}

type Look<F> = Omit<FieldConfig, 'custom' | 'unit'> & { custom?: Partial<F> };
type Overrides = FieldConfigSource['overrides'];

function targets(queries: Query[], how: Pick<Target, 'instant' | 'format' | 'exemplar'>): Target[] {
  return queries.map((query, index) => ({
    datasource: DATA_SOURCE,
    editorMode: 'code',
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    range: !how.instant,
    ...how,
    ...query,
  }));
}

function panel<O extends object, F extends object>(
  type: string,
  about: About,
  asked: Target[],
  options: O,
  look: Look<F>,
  overrides: Overrides = [],
): Sized {
  return {
    width: about.width,
    height: about.height ?? 8,
    panel: {
      type,
      title: about.title,
      description: about.description,
      datasource: DATA_SOURCE,
      targets: asked,
      // The schema types a panel's options as a record, which an interface is not.
      options: { ...options } as Record<string, unknown>,
      fieldConfig: { defaults: { unit: about.unit, ...look }, overrides },
    },
  };
}

/** Colours from a value on; the first colour is for everything below. */
export function steps(first: string, ...from: Array<[number, string]>): ThresholdsConfig {
  return {
    mode: ThresholdsMode.Absolute,
    steps: [{ color: first, value: null }, ...from.map(([value, color]) => ({ color, value }))],
  };
}

export const NONE_IS_GOOD = steps(GREEN, [1, RED]);

const LEGEND = { displayMode: LegendDisplayMode.List, placement: 'bottom' as const, showLegend: true, calcs: [] };
const TOOLTIP = { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending };

/** The value of now, a tile for each series. */
export function stat(about: About, look: Look<never>, text = BigValueTextMode.Auto): Sized {
  const options: StatOptions = {
    colorMode: BigValueColorMode.Background,
    graphMode: BigValueGraphMode.None,
    justifyMode: BigValueJustifyMode.Auto,
    orientation: VizOrientation.Auto,
    percentChangeColorMode: PercentChangeColorMode.Standard,
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    showPercentChange: false,
    textMode: text,
    wideLayout: true,
  };
  return panel<StatOptions, never>(
    'stat',
    about,
    targets(about.queries, { instant: true, format: 'time_series', exemplar: false }),
    options,
    { color: { mode: FieldColorModeId.Thresholds }, ...look },
  );
}

/** One tile with each series' name. */
export function tiles(about: About, look: Look<never>): Sized {
  return stat(about, look, BigValueTextMode.ValueAndName);
}

/** A row for each series, in words. A gap is a time in which the agent was not scraped. */
export function timeline(about: Omit<About, 'unit'>, mappings: ValueMapping[]): Sized {
  const options: TimelineOptions = {
    alignValue: 'left',
    legend: LEGEND,
    mergeValues: true,
    rowHeight: 0.85,
    showValue: VisibilityMode.Auto,
    tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
  };
  return panel<TimelineOptions, TimelineField>(
    'state-timeline',
    { ...about, unit: 'none' },
    targets(about.queries, { instant: false, format: 'time_series', exemplar: false }),
    options,
    {
      color: { mode: FieldColorModeId.Thresholds },
      custom: { fillOpacity: 80, lineWidth: 0 },
      mappings,
    },
  );
}

/** Lines over time. */
export function series(about: About, custom: Partial<SeriesField> = {}, look: Look<SeriesField> = {}): Sized {
  const options: SeriesOptions = { legend: LEGEND, tooltip: TOOLTIP };
  return panel<SeriesOptions, SeriesField>(
    'timeseries',
    about,
    targets(about.queries, { instant: false, format: 'time_series', exemplar: false }),
    options,
    {
      color: { mode: FieldColorModeId.PaletteClassic },
      ...look,
      custom: { fillOpacity: 10, lineWidth: 1, showPoints: VisibilityMode.Never, ...custom },
    },
  );
}

/** Values that jump, such as priorities: a line that does not pretend to know what lies between two samples. */
export function jumps(about: About, look: Look<SeriesField> = {}): Sized {
  return series(about, { lineInterpolation: LineInterpolation.StepAfter, fillOpacity: 0, lineWidth: 2 }, look);
}

/**
 * An increase is looked for in four scrapes at least. Points that are closer together than that would show one event
 * several times.
 */
function minuteByMinute(sized: Sized): Sized {
  sized.panel.interval = '1m';
  return sized;
}

/** What happened in each interval, one on top of the other. */
export function bars(about: About): Sized {
  return minuteByMinute(
    series(
      about,
      {
        drawStyle: GraphDrawStyle.Bars,
        fillOpacity: 80,
        lineWidth: 0,
        stacking: { mode: StackingMode.Normal, group: 'A' },
      },
      { min: 0 },
    ),
  );
}

/** The buckets of a histogram over time, with exemplars. */
export function heatmap(about: About): Sized {
  const options: HeatmapOptions = {
    calculate: false,
    cellGap: 1,
    color: {
      exponent: 0.5,
      fill: 'dark-orange',
      mode: HeatmapColorMode.Scheme,
      reverse: false,
      scale: HeatmapColorScale.Exponential,
      scheme: 'Oranges',
      steps: 64,
    },
    exemplars: { color: 'rgba(255,0,255,0.7)' },
    filterValues: { le: 1e-9 },
    legend: { show: true },
    showValue: VisibilityMode.Never,
    tooltip: { mode: TooltipDisplayMode.Single, yHistogram: false },
    yAxis: { axisPlacement: AxisPlacement.Left, unit: about.unit },
  };
  return minuteByMinute(
    panel<HeatmapOptions, HeatmapField>(
      'heatmap',
      about,
      targets(about.queries, { instant: false, format: 'heatmap', exemplar: true }),
      options,
      { custom: { scaleDistribution: { type: ScaleDistribution.Linear } } },
    ),
  );
}

/** A column of a table: the field that the query gives, its title, and how it looks. */
export interface Column {
  field: string;
  title: string;
  unit?: string;
  mappings?: ValueMapping[];
  /** A link that is followed with a click on the value. */
  link?: { title: string; url: string };
}

/** A table of now. Several queries become one line where all their labels are equal. */
export function table(about: About, columns: Column[], sortBy: string, ...hidden: string[]): Sized {
  const options: TableOptions = {
    frameIndex: 0,
    showHeader: true,
    sortBy: [{ displayName: sortBy, desc: false }],
  };
  const placed = panel<TableOptions, TableField>(
    'table',
    about,
    targets(about.queries, { instant: true, format: 'table', exemplar: false }),
    options,
    { custom: { align: 'auto', cellOptions: { type: TableCellDisplayMode.Auto }, inspect: false } },
    columns.flatMap(columnOverrides),
  );
  placed.panel.transformations = arranged(columns, hidden);
  return placed;
}

function columnOverrides(column: Column): Overrides {
  const properties: Overrides[number]['properties'] = [];
  if (column.unit !== undefined) {
    properties.push({ id: 'unit', value: column.unit });
  }
  if (column.mappings !== undefined) {
    properties.push({ id: 'mappings', value: column.mappings });
    properties.push({ id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorText } });
  }
  if (column.link !== undefined) {
    properties.push({ id: 'links', value: [column.link] });
  }
  return properties.length === 0 ? [] : [{ matcher: { id: 'byName', options: column.title }, properties }];
}

function arranged(columns: Column[], hidden: string[]): DataTransformerConfig[] {
  return [
    // Only lines that are equal in all they share become one.
    { id: 'filterFieldsByName', options: { exclude: { names: ['Time'] } } },
    { id: 'merge', options: {} },
    {
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(hidden.map((field) => [field, true])),
        indexByName: Object.fromEntries(columns.map((column, index) => [column.field, index])),
        renameByName: Object.fromEntries(columns.map((column) => [column.field, column.title])),
      },
    },
  ];
}
