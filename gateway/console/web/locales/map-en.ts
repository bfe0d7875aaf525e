import type { mapZh } from './map-zh.ts';
import type { Words } from './zh.ts';

export const mapEn: Words<typeof mapZh> = {
  map: {
    empty: 'There is nothing to draw yet',
    emptyHint: 'Add zones, doors, devices and cameras to the site file.',
    label: 'Plan of the site: arrow keys move it, plus and minus zoom; the list beside it says the same',
    listLabel: 'Everything on the map',
    count: '{{n}} shown, {{abnormal}} abnormal',
    search: 'Find by name or id',
    noneFound: 'Nothing on the map fits',
    layer: { cameras: 'Cameras', doors: 'Doors and barriers', sensors: 'Sensors' },
    tone: { fine: 'Normal', unknown: 'Never online yet', alarm: 'In alarm', lost: 'Lost' },
    door: 'Door',
    cameraKind: 'Camera: {{kind}}',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    whole: 'Show the whole map',
    pan: 'Move the map (arrow keys)',
    live: 'Live picture',
    toDoor: 'Control this door',
    nothingAbnormal: 'nothing abnormal',
    laidOut: 'The site file does not say where it stands: its place on the map is only a place in its zone.',
    noScale: 'Not to scale: the site file has no plan, so zones are set out by ring',
    notOnPlan: 'This place is not on the map',
    nearby: 'What is near',
    nearLabel: 'The plan around {{name}}',
    metres: '{{n}} m',
    way: '{{n}} places passed, in order',
    stillWorks: 'Alarms, cameras and door control go on working.',
  },
};
