import type { SiteFile } from '../../devices/contracts/site-file.ts';

type Corner = [x: number, y: number];
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Metres. Buildings stand in rows behind the gates; between the gates and the first row lie garden and garage. */
const building = { columns: 6, width: 48, depth: 18, stepX: 60, stepY: 40 } as const;
const frontM = 90;
const edgeM = 10;

const cornersOf = ({ left, top, width, height }: Box): Corner[] => [
  [left, top],
  [left + width, top],
  [left + width, top + height],
  [left, top + height],
];

/** The same compound on a plan: every zone with its outline, every door, camera and sensor with its place. */
export function drawFullGround(site: SiteFile): SiteFile {
  const rows = Math.ceil((site.buildings?.length ?? 0) / building.columns);
  const widthM = building.columns * building.stepX + 2 * edgeM;
  const backM = rows * building.stepY + edgeM;
  const heightM = backM + frontM;
  const boxes = new Map(site.zones.map(({ id }) => [id, boxOf(id, { widthM, backM, heightM })]));
  const spread = createSpread(boxes);
  return {
    ...site,
    plan: { widthM, heightM },
    zones: site.zones.map((zone) => ({ ...zone, outline: cornersOf(boxes.get(zone.id)!) })),
    ...(site.buildings && {
      buildings: site.buildings.map((one, index) => ({ ...one, outline: cornersOf(buildingBox(index)) })),
    }),
    doors: site.doors.map(spread),
    barriers: site.barriers.map(spread),
    cameras: site.cameras.map(spread),
    // Controllers and readers stand at their door.
    devices: site.devices.map((device) =>
      device.kind === 'door-controller' || device.kind === 'barrier' || device.kind === 'card-reader'
        ? device
        : spread(device),
    ),
  };
}

function buildingBox(index: number): Box {
  const [column, row] = [index % building.columns, Math.floor(index / building.columns)];
  return {
    left: edgeM + column * building.stepX,
    top: edgeM + row * building.stepY,
    width: building.width,
    height: building.depth,
  };
}

function boxOf(zone: string, { widthM, backM, heightM }: Record<'widthM' | 'backM' | 'heightM', number>): Box {
  const [, number] = /^building-(\d+)$/.exec(zone) ?? [];
  if (number) return buildingBox(Number(number) - 1);
  const half = widthM / 2;
  switch (zone) {
    case 'garage':
      return { left: edgeM, top: backM, width: half - 2 * edgeM, height: 50 };
    case 'garden':
      return { left: half, top: backM, width: half - edgeM, height: 50 };
    case 'pedestrian-gate':
      return { left: edgeM, top: heightM - 32, width: half - 2 * edgeM, height: 28 };
    case 'vehicle-gate':
      return { left: half, top: heightM - 32, width: half - edgeM, height: 28 };
    // The fence along the north side.
    default:
      return { left: 0, top: 0, width: widthM, height: 6 };
  }
}

/** Gives each thing of a zone the next free place in it, row by row. */
function createSpread(boxes: ReadonlyMap<string, Box>) {
  const used = new Map<string, number>();
  const [stepX, stepY, marginM] = [5, 3.4, 2];
  return <T extends { zone?: string }>(thing: T): T & { at?: { x: number; y: number } } => {
    const box = thing.zone === undefined ? undefined : boxes.get(thing.zone);
    if (!box || thing.zone === undefined) return thing;
    const index = used.get(thing.zone) ?? 0;
    used.set(thing.zone, index + 1);
    const columns = Math.max(1, Math.floor((box.width - 2 * marginM) / stepX));
    const x = box.left + marginM + (index % columns) * stepX;
    const y = Math.min(box.top + box.height, box.top + marginM + Math.floor(index / columns) * stepY);
    return { ...thing, at: { x, y } };
  };
}
