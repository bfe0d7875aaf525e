import 'leaflet/dist/leaflet.css';
import L from 'leaflet';
import { useEffect, useRef, useState } from 'react';
import type { Ring } from '../../../../devices/contracts/place.ts';
import { useTexts } from '../locales/i18n.ts';
import { rings as allRings } from '../parts/ring-badge.tsx';
import classes from './leaflet-canvas.module.css';
import { boundsOf, drawGround, drawSteps, type PlanStep } from './leaflet-ground.tsx';
import { createMarkLayer, type MarkLayer, type PlanMark, toLatLng } from './leaflet-marks.tsx';
import type { Plan, Point } from './use-plan.ts';

export interface MapMoves {
  zoom(by: number): void;
  pan(x: number, y: number): void;
  whole(): void;
}

export interface LeafletCanvasProps {
  plan: Plan;
  /** What the map shows, as its name for screen readers. */
  label: string;
  marks: readonly PlanMark[];
  chosen?: string | undefined;
  /** Keep the list the same between renders. */
  rings?: readonly Ring[];
  steps?: readonly PlanStep[];
  /** What stands in the middle, and how many metres around it are seen; the whole plan if left out. */
  focus?: (Point & { aroundM: number }) | undefined;
  onPick?(id: string): void;
  moves?: React.RefObject<MapMoves | undefined>;
}

const panPx = 120;
const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** A map of metres in place of the earth; the wheel zooms only while the map has the focus, so that a page can be scrolled past it. */
function openMap(element: HTMLElement, plan: Plan): L.Map {
  const still = reducedMotion();
  const map = L.map(element, {
    ...{ crs: L.CRS.Simple, attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 0.75 },
    ...{ minZoom: -3, maxZoom: 5, keyboardPanDelta: panPx, zoomAnimation: !still, fadeAnimation: !still },
    ...{ markerZoomAnimation: !still, maxBounds: boundsOf(plan).pad(0.5), wheelPxPerZoomLevel: 120 },
  });
  map.fitBounds(boundsOf(plan));
  return map;
}

const look = (map: L.Map, plan: Plan, focus: LeafletCanvasProps['focus']) => {
  if (!focus) return map.fitBounds(boundsOf(plan), { animate: false });
  const { x, y, aroundM } = focus;
  const corners = [toLatLng({ x: x - aroundM, y: y - aroundM }), toLatLng({ x: x + aroundM, y: y + aroundM })] as const;
  return map.fitBounds(L.latLngBounds(...corners), { animate: false });
};

function useMap(plan: Plan, focus: LeafletCanvasProps['focus'], onPick: (id: string) => void) {
  const element = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ map: L.Map; marks: MarkLayer }>();
  const pick = useRef(onPick);
  pick.current = onPick;
  const looking = useRef(focus);
  looking.current = focus;
  useEffect(() => {
    const map = openMap(element.current!, plan);
    look(map, plan, looking.current);
    setOpened({ map, marks: createMarkLayer(map, (id) => pick.current(id)) });
    const resized = new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      look(map, plan, looking.current);
    });
    resized.observe(element.current!);
    return () => {
      resized.disconnect();
      map.remove();
      setOpened(undefined);
    };
  }, [plan]);
  const { x, y, aroundM } = focus ?? {};
  useEffect(() => {
    if (opened && x !== undefined && y !== undefined && aroundM !== undefined)
      look(opened.map, plan, { x, y, aroundM });
  }, [opened, plan, x, y, aroundM]);
  return { element, opened };
}

/** The plan, drawn by Leaflet. Only `leaflet-plan.tsx` fetches it. */
export function LeafletCanvas(props: LeafletCanvasProps) {
  const { plan, label, marks, chosen, rings = allRings, steps, focus, onPick = () => {}, moves } = props;
  const { name } = useTexts();
  const { element, opened } = useMap(plan, focus, onPick);
  useEffect(() => {
    if (!opened) return;
    const ground = drawGround(plan, new Set(rings), name).addTo(opened.map);
    return () => void ground.remove();
  }, [opened, plan, rings, name]);
  useEffect(() => opened?.marks.show(marks, chosen), [opened, marks, chosen]);
  useEffect(() => {
    if (!opened || !steps) return;
    const way = drawSteps(steps).addTo(opened.map);
    return () => void way.remove();
  }, [opened, steps]);
  useEffect(() => {
    if (!moves) return;
    moves.current = opened && {
      zoom: (by) => void opened.map.setZoom(opened.map.getZoom() + by),
      pan: (x, y) => void opened.map.panBy([x * panPx, y * panPx]),
      whole: () => void look(opened.map, plan, undefined),
    };
  }, [opened, moves, plan]);
  // Its own name and role: what is on it stands in a list beside it.
  return <div ref={element} className={classes.map} role="application" aria-label={label} data-testid="plan-canvas" />;
}
