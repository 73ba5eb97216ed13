/** What both dashboards share: variables, annotations, links, and panels laid out row by row. */
import {
  DashboardCursorSync,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type AnnotationQuery,
  type Dashboard,
  type Panel,
  type RowPanel,
  type VariableModel,
} from '@grafana/schema';
import { DATA_SOURCE, type Sized } from './panels.js';
import { ON_NODE, ROUTER, router } from './promql.js';

/** A row that can be folded, and the panels under it. */
export interface Row {
  title: string;
  panels: Sized[];
}

const GRID_WIDTH = 24;
const TAG = 'holdfast';

/** The form of file that Grafana 10.4 writes; newer ones read it and bring it up to date in memory. */
const SCHEMA_VERSION = 39;

/** Prometheus' part of an annotation; Grafana moves it into a target when it reads the file. */
interface PrometheusAnnotation extends AnnotationQuery {
  expr: string;
  step: string;
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
  useValueForTime: boolean;
}

function queryVariable(name: string, label: string, query: string): VariableModel {
  return {
    type: 'query',
    name,
    label,
    query,
    datasource: DATA_SOURCE,
    refresh: VariableRefresh.onTimeRangeChanged,
    sort: VariableSort.naturalAsc,
    multi: true,
    includeAll: true,
    allValue: '.+',
    current: { selected: true, text: ['All'], value: ['$__all'] },
    options: [],
    regex: '',
  };
}

/** A fleet is counted whole: whoever looks at all nodes cannot leave one out, not even through a link. */
const WHOLE_FLEET = { hide: VariableHide.hideVariable, skipUrlSync: true };

function variables(fleet: boolean): VariableModel[] {
  const instance = queryVariable('instance', 'Instance', 'label_values(vrrp_agent_info{job=~"$job"}, instance)');
  return [
    { type: 'datasource', name: 'datasource', label: 'Data source', query: 'prometheus', regex: '', options: [] },
    queryVariable('job', 'Job', 'label_values(vrrp_agent_info, job)'),
    fleet ? { ...instance, ...WHOLE_FLEET } : instance,
    queryVariable(
      'vrrp_instance',
      'Virtual router',
      'label_values(vrrp_instance_info{job=~"$job", instance=~"$instance"}, vrrp_instance)',
    ),
  ];
}

const MASTER = router('vrrp_master');
const CHANGED = router('vrrp_last_transition_timestamp_seconds');

/**
 * Two masters, told from a takeover: a master's sample counts only if it was taken after the youngest of the masters had
 * become one. The two seconds are what clocks may differ.
 */
const DUAL_MASTER =
  `count by (${ROUTER.join(', ')}) ((timestamp(${MASTER}) and (${MASTER} == 1)) > on (${ROUTER.join(', ')}) group_left () ` +
  `(max by (${ROUTER.join(', ')}) (${CHANGED} and (${MASTER} == 1)) + 2)) > 1`;

/** The time of the change is the value of the metric, so that a rough step still shows the exact moment. */
const TRANSITION =
  `${CHANGED} * on (${ON_NODE.join(', ')}) group_left (vrrp_state) (${router('vrrp_state')} == 1) * 1000 > $__from`;

function annotation(about: Omit<PrometheusAnnotation, 'datasource' | 'enable' | 'hide' | 'step'>): PrometheusAnnotation {
  return { datasource: DATA_SOURCE, enable: true, hide: false, step: '15s', ...about };
}

const ANNOTATIONS = [
  annotation({
    name: 'Transitions',
    iconColor: 'blue',
    expr: TRANSITION,
    titleFormat: '{{vrrp_instance}} is {{vrrp_state}}',
    textFormat: '{{instance}}, VRID {{vrid}} {{family}} in {{segment}}',
    tagKeys: 'vrrp_state',
    useValueForTime: true,
  }),
  annotation({
    name: 'Dual master',
    iconColor: 'red',
    expr: DUAL_MASTER,
    titleFormat: 'More than one master',
    textFormat: 'VRID {{vrid}} {{family}} in {{segment}}',
    tagKeys: 'segment,vrid',
    useValueForTime: false,
  }),
];

/** Rows from top to bottom, panels from left to right; a panel that does not fit begins a new line. */
function laidOut(rows: Row[]): Array<Panel | RowPanel> {
  const placed: Array<Panel | RowPanel> = [];
  let y = 0;
  for (const row of rows) {
    placed.push({
      type: 'row',
      id: placed.length + 1,
      title: row.title,
      collapsed: false,
      panels: [],
      gridPos: { h: 1, w: GRID_WIDTH, x: 0, y: y++ },
    });
    let x = 0;
    let lineHeight = 0;
    for (const { width, height, panel } of row.panels) {
      if (x + width > GRID_WIDTH) {
        x = 0;
        y += lineHeight;
        lineHeight = 0;
      }
      placed.push({ ...panel, id: placed.length + 1, gridPos: { h: height, w: width, x, y } });
      x += width;
      lineHeight = Math.max(lineHeight, height);
    }
    y += lineHeight;
  }
  return placed;
}

/** A whole dashboard, in a form that can be provisioned or imported as it is. */
export function dashboard(
  about: { uid: string; title: string; description: string; fleet: boolean },
  rows: Row[],
): Dashboard {
  return {
    id: null,
    uid: about.uid,
    title: about.title,
    description: about.description,
    tags: [TAG, 'vrrp'],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    timezone: 'browser',
    time: { from: 'now-6h', to: 'now' },
    refresh: '30s',
    templating: { list: variables(about.fleet) },
    annotations: { list: ANNOTATIONS },
    links: [
      {
        type: 'dashboards',
        title: 'Holdfast',
        tooltip: 'The other dashboards of Holdfast',
        tags: [TAG],
        icon: 'external link',
        asDropdown: false,
        includeVars: true,
        keepTime: true,
        targetBlank: false,
      },
    ],
    panels: laidOut(rows),
  };
}
