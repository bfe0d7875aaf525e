import L from 'leaflet';
import type { Ring, Title } from '../../../../devices/contracts/place.ts';
import classes from './leaflet-canvas.module.css';
import { toLatLng } from './leaflet-marks.tsx';
import type { Plan, Point } from './use-plan.ts';

export interface PlanStep extends Point {
  label: string;
}

const cornersOf = (outline: readonly Point[]) => outline.map(toLatLng);

export function boundsOf({ widthM, heightM }: Plan): L.LatLngBounds {
  return L.latLngBounds(toLatLng({ x: 0, y: 0 }), toLatLng({ x: widthM, y: heightM }));
}

function textAt(at: Point, text: string, name: string): L.Marker {
  const element = document.createElement('span');
  element.textContent = text;
  element.className = name;
  const icon = L.divIcon({ html: element, className: classes.holder!, iconSize: [0, 0] });
  return L.marker(toLatLng(at), { icon, interactive: false, keyboard: false });
}

/** Drawing, zones with their names and buildings, below all symbols. */
export function drawGround(plan: Plan, rings: ReadonlySet<Ring>, name: (title: Title) => string): L.LayerGroup {
  const bounds = boundsOf(plan);
  const image = plan.hasImage ? [L.imageOverlay('/api/plan/image', bounds, { className: classes.image! })] : [];
  const ground = L.rectangle(bounds, { className: classes.ground!, interactive: false });
  const buildings = plan.buildings.map(({ outline }) =>
    L.polygon(cornersOf(outline), { className: classes.building!, interactive: false }),
  );
  const zones = plan.zones
    .filter(({ ring }) => rings.has(ring))
    .flatMap(({ ring, outline, name: title }) => {
      const x = Math.min(...outline.map((corner) => corner.x));
      const y = Math.min(...outline.map((corner) => corner.y));
      const className = `${classes.zone} ${classes[`ring${ring}`]}`;
      return [
        L.polygon(cornersOf(outline), { className, interactive: false }),
        textAt({ x, y }, `${ring} ${name(title)}`, `${classes.zoneName} ${classes[`ring${ring}`]}`),
      ];
    });
  return L.layerGroup([...(plan.hasImage ? image : [ground]), ...buildings, ...zones]);
}

/** A way through the compound: a line from place to place, each numbered in order. Places that come again share a point. */
export function drawSteps(steps: readonly PlanStep[]): L.LayerGroup {
  const line = L.polyline(steps.map(toLatLng), { className: classes.way!, interactive: false });
  const points = Map.groupBy(
    steps.map((step, index) => ({ step, number: index + 1 })),
    ({ step: { x, y } }) => `${x} ${y}`,
  );
  const numbers = [...points.values()].map((here) => {
    const element = document.createElement('span');
    element.className = classes.step!;
    element.textContent = here.map(({ number }) => number).join('·');
    const icon = L.divIcon({ html: element, className: classes.holder!, iconSize: [0, 0] });
    const title = here.map(({ step, number }) => `${number} ${step.label}`).join('\n');
    return L.marker(toLatLng(here[0]!.step), { icon, title, keyboard: false, zIndexOffset: 500 });
  });
  return L.layerGroup([line, ...numbers]);
}
