import 'leaflet/dist/leaflet.css';
import L from 'leaflet';
import { useEffect, useRef, useState } from 'react';
import { graticuleLines, sayDegrees } from './graticule.ts';
import classes from './map.module.css';
import { type SiteOnMap, type SiteTone, toneShapes } from './sites.ts';

interface LeafletFleetProps {
  /** Those that have a location; keep the list the same between renders. */
  sites: readonly SiteOnMap[];
  label: string;
  onPick(site: SiteOnMap): void;
}

const svgNs = 'http://www.w3.org/2000/svg';
const cellPx = 44;
const symbolPx = 24;
/** So many names stand beside their symbols without hiding each other. */
const manyNames = 30;

const tones: readonly SiteTone[] = ['gone', 'wrong', 'fine'];
const toLatLng = ({ location }: SiteOnMap): L.LatLngTuple => [location!.latitude, location!.longitude];
const latLngsOf = (sites: readonly SiteOnMap[]) => L.latLngBounds(sites.map(toLatLng));

function drawShape(tone: SiteTone): SVGSVGElement {
  const svg = document.createElementNS(svgNs, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS(svgNs, 'path');
  path.setAttribute('d', toneShapes[tone]);
  svg.append(path);
  return svg;
}

/** One symbol for what stands in one cell of the screen; with a number when it is more than one site. */
function symbolOf(members: readonly SiteOnMap[], named: boolean): L.DivIcon {
  const tone = tones.find((each) => members.some((site) => site.tone === each))!;
  const element = document.createElement('span');
  element.className = classes.symbol!;
  element.dataset.tone = tone;
  element.append(drawShape(tone));
  if (members.length > 1) element.append(String(members.length));
  else if (named || tone !== 'fine') {
    const name = document.createElement('span');
    name.className = classes.name!;
    name.textContent = members[0]!.name;
    element.append(name);
  }
  return L.divIcon({ html: element, className: classes.holder!, iconSize: [symbolPx, symbolPx] });
}

function drawSites(map: L.Map, sites: readonly SiteOnMap[], onPick: (site: SiteOnMap) => void): L.LayerGroup {
  const layer = L.layerGroup();
  const cells = Map.groupBy(sites, (site) => {
    const { x, y } = map.project(toLatLng(site));
    return map.getZoom() >= map.getMaxZoom() ? site.site : `${Math.floor(x / cellPx)} ${Math.floor(y / cellPx)}`;
  });
  for (const members of cells.values()) {
    const bounds = latLngsOf(members);
    const [first] = members;
    L.marker(bounds.getCenter(), {
      icon: symbolOf(members, cells.size <= manyNames),
      keyboard: false,
      title: members
        .slice(0, 8)
        .map(({ name }) => name)
        .join('\n'),
      zIndexOffset: 1000 * (2 - tones.indexOf(first!.tone)),
    })
      .on('click', () => (members.length === 1 ? onPick(first!) : map.fitBounds(bounds.pad(0.3))))
      .addTo(layer);
  }
  return layer.addTo(map);
}

function drawGraticule(map: L.Map): L.LayerGroup {
  const layer = L.layerGroup();
  const bounds = map.getBounds();
  const size = map.getSize();
  const [south, north] = [Math.max(-85, bounds.getSouth()), Math.min(85, bounds.getNorth())];
  const [west, east] = [Math.max(-180, bounds.getWest()), Math.min(180, bounds.getEast())];
  const line = (ends: L.LatLngTuple[], at: L.LatLngTuple, words: string) => {
    L.polyline(ends, { className: classes.line!, interactive: false }).addTo(layer);
    const text = document.createElement('span');
    text.className = classes.degrees!;
    text.textContent = words;
    L.marker(at, {
      icon: L.divIcon({ html: text, className: classes.holder!, iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
    }).addTo(layer);
  };
  for (const value of graticuleLines(south, north, Math.max(1, size.y / 150)))
    line(
      [
        [value, west],
        [value, east],
      ],
      [value, west],
      sayDegrees(value, 'latitude'),
    );
  for (const value of graticuleLines(west, east, Math.max(1, size.x / 200)))
    line(
      [
        [south, value],
        [north, value],
      ],
      [north, value],
      sayDegrees(value, 'longitude'),
    );
  return layer.addTo(map);
}

function openMap(element: HTMLElement): L.Map {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return L.map(element, {
    ...{ attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 17, zoomSnap: 0.25 },
    ...{ zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still },
  });
}

/** Sites at their coordinates on a plain graticule: nothing of the map comes from elsewhere. */
export function LeafletFleet({ sites, label, onPick }: LeafletFleetProps) {
  const element = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<L.Map>();
  const pick = useRef(onPick);
  pick.current = onPick;
  const first = useRef(sites);
  useEffect(() => {
    const opened = openMap(element.current!);
    opened.fitBounds(latLngsOf(first.current).pad(0.2), { maxZoom: 13, animate: false });
    const resized = new ResizeObserver(() => opened.invalidateSize({ animate: false }));
    resized.observe(element.current!);
    setMap(opened);
    return () => {
      resized.disconnect();
      opened.remove();
      setMap(undefined);
    };
  }, []);
  useEffect(() => {
    if (!map) return;
    let layers: L.LayerGroup[] = [];
    const draw = () => {
      for (const layer of layers) layer.remove();
      layers = [drawGraticule(map), drawSites(map, sites, (site) => pick.current(site))];
    };
    draw();
    map.on('moveend', draw);
    return () => {
      map.off('moveend', draw);
      for (const layer of layers) layer.remove();
    };
  }, [map, sites]);
  // what is on it stands in a list beside it
  return <div ref={element} className={classes.map} role="application" aria-label={label} data-testid="fleet-map" />;
}
