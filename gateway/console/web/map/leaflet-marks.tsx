import L from 'leaflet';
import type { Priority } from '../../../../devices/contracts/alarms.ts';
import type { Ring } from '../../../../devices/contracts/place.ts';
import classes from './leaflet-canvas.module.css';
import { symbolPaths } from './symbols.ts';
import type { Tone } from './thing-states.ts';
import type { PlanKind, Point } from './use-plan.ts';

/** One symbol on the plan. */
export interface PlanMark {
  id: string;
  kind: PlanKind;
  ring: Ring;
  at: Point;
  tone: Tone;
  priority?: Priority | undefined;
  /** Set out from all others, as the doors that an evacuation would open. */
  picked?: boolean | undefined;
  label: string;
}

export const toLatLng = ({ x, y }: Point): L.LatLngTuple => [-y, x];

const svgNs = 'http://www.w3.org/2000/svg';
const sizePx = 28;
const cellPx = 34;
/** So many symbols stand beside each other without being gathered. */
const manyMarks = 100;

function drawing(path: string, box: string): SVGSVGElement {
  const svg = document.createElementNS(svgNs, 'svg');
  svg.setAttribute('viewBox', box);
  const line = document.createElementNS(svgNs, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const shapes: Record<Priority, string> = {
  1: 'M8 1.5 15 14H1z',
  2: 'M8 1 15 8 8 15 1 8z',
  3: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  4: 'M8 2.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8z',
};

function symbolOf(mark: PlanMark, chosen: boolean): L.DivIcon {
  const element = document.createElement('span');
  element.className = classes.symbol!;
  element.dataset.tone = mark.tone;
  element.dataset.ring = String(mark.ring);
  element.dataset.chosen = String(chosen);
  element.dataset.picked = String(mark.picked ?? false);
  element.dataset.thing = mark.id;
  element.append(drawing(symbolPaths[mark.kind], '0 0 16 16'));
  if (mark.priority !== undefined) {
    const badge = document.createElement('span');
    badge.className = classes.badge!;
    badge.dataset.priority = String(mark.priority);
    badge.append(drawing(shapes[mark.priority], '0 0 16 16'), `P${mark.priority}`);
    element.append(badge);
  }
  return L.divIcon({ html: element, className: classes.holder!, iconSize: [sizePx, sizePx] });
}

function clusterOf(members: readonly PlanMark[]): L.DivIcon {
  const element = document.createElement('span');
  element.className = classes.cluster!;
  element.dataset.lost = String(members.some(({ tone }) => tone === 'lost'));
  element.textContent = String(members.length);
  return L.divIcon({ html: element, className: classes.holder!, iconSize: [sizePx, sizePx] });
}

/** Symbols that would hide each other, gathered by cells of the screen; whoever has an alarm always stands alone. */
function gather(map: L.Map, marks: readonly PlanMark[], chosen: string | undefined): Map<string, PlanMark[]> {
  const alone = marks.length <= manyMarks || map.getZoom() >= map.getMaxZoom() - 0.5;
  return Map.groupBy(marks, (mark) => {
    if (alone || mark.tone === 'alarm' || mark.picked || mark.id === chosen) return mark.id;
    const { x, y } = map.project(toLatLng(mark.at));
    return `cell ${Math.floor(x / cellPx)} ${Math.floor(y / cellPx)}`;
  });
}

export interface MarkLayer {
  show(marks: readonly PlanMark[], chosen: string | undefined): void;
}

/** Symbols of one map. What has not changed stays as it is; a list beside the map says the same to those who do not see it. */
export function createMarkLayer(map: L.Map, onPick: (id: string) => void): MarkLayer {
  const drawn = new Map<string, { key: string; marker: L.Marker }>();
  let last: { marks: readonly PlanMark[]; chosen: string | undefined } = { marks: [], chosen: undefined };
  const put = (id: string, key: string, make: () => L.Marker) => {
    const known = drawn.get(id);
    if (known?.key === key) return;
    known?.marker.remove();
    drawn.set(id, { key, marker: make().addTo(map) });
  };
  const common = { keyboard: false, riseOnHover: true } as const;
  const putOne = (mark: PlanMark) =>
    put(mark.id, JSON.stringify([mark, mark.id === last.chosen]), () =>
      L.marker(toLatLng(mark.at), {
        ...common,
        icon: symbolOf(mark, mark.id === last.chosen),
        title: mark.label,
        zIndexOffset: mark.tone === 'alarm' ? 2000 - (mark.priority ?? 4) * 100 : mark.id === last.chosen ? 1000 : 0,
      }).on('click', () => onPick(mark.id)),
    );
  const putMany = (id: string, members: readonly PlanMark[]) => {
    const bounds = L.latLngBounds(members.map(({ at }) => toLatLng(at)));
    const key = `${members.map((mark) => `${mark.id} ${mark.tone}`).join()}`;
    put(id, key, () =>
      L.marker(bounds.getCenter(), { ...common, icon: clusterOf(members) }).on('click', () =>
        map.setView(bounds.getCenter(), map.getZoom() + 1),
      ),
    );
  };
  const draw = () => {
    const groups = gather(map, last.marks, last.chosen);
    const kept = new Set<string>();
    for (const [id, members] of groups) {
      const [only] = members;
      const name = members.length === 1 ? only!.id : id;
      kept.add(name);
      if (members.length === 1) putOne(only!);
      else putMany(name, members);
    }
    for (const [id, { marker }] of drawn) {
      if (kept.has(id)) continue;
      marker.remove();
      drawn.delete(id);
    }
  };
  map.on('zoomend', draw);
  return {
    show(marks, chosen) {
      last = { marks, chosen };
      draw();
    },
  };
}
