import type { ReactNode } from 'react';

/** One icon set: 16×16, 1.5 px strokes, the colour of the text around it. */
const shapes = {
  sound: <path d="M3 6v4h2.5L9 13V3L5.5 6zM11.5 5.5a3.5 3.5 0 0 1 0 5M13 3.5a6 6 0 0 1 0 9" />,
  mute: <path d="M3 6v4h2.5L9 13V3L5.5 6zM11.5 6.2l3 3.6M14.5 6.2l-3 3.6" />,
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z" />,
  sun: (
    <path d="M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1" />
  ),
  help: (
    <path d="M8 14.3A6.3 6.3 0 1 0 8 1.7a6.3 6.3 0 0 0 0 12.6M6.2 6.2a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.7.5-.7 1M8 11.3v.1" />
  ),
  leave: <path d="M6.5 2.5h-3v11h3M9.5 5l3 3-3 3M12.5 8h-6" />,
  camera: <path d="M1.5 4.5h9v7h-9zM10.5 7l4-2v6l-4-2" />,
  wall: <path d="M2 2.5h5v4.5H2zM9 2.5h5v4.5H9zM2 9h5v4.5H2zM9 9h5v4.5H9z" />,
  alarm: <path d="M8 2a4 4 0 0 1 4 4v3l1.5 2.5h-11L4 9V6a4 4 0 0 1 4-4M6.5 13.8h3" />,
  passages: <path d="M3 14V2h7v12M10 14h3M3 14H1.5M7.7 8v.4" />,
  system: <path d="M2 3h12v4H2zM2 9h12v4H2zM4.5 5v.1M4.5 11v.1" />,
  back: <path d="M10 3 5 8l5 5" />,
  people: (
    <path d="M6 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 6 8M1.5 13.5c0-2.6 1.8-4 4.5-4s4.5 1.4 4.5 4M10.5 3a2.6 2.6 0 0 1 0 4.8M12 9.8c1.6.5 2.5 1.8 2.5 3.7" />
  ),
  forward: <path d="m6 3 5 5-5 5" />,
  check: <path d="m3 8.5 3.2 3.2L13 5" />,
  desk: <path d="M1.5 3h13v8h-13zM6 14h4M8 11v3" />,
  incident: <path d="M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1" />,
  warning: <path d="M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1" />,
  map: <path d="M1.5 4v9.5l4-2 5 2 4-2V2l-4 2-5-2zM5.5 2v9.5M10.5 4v9.5" />,
  door: <path d="M4 14V2h6.5v12M1.5 14h13M8.2 8v.4" />,
  visit: (
    <path d="M6.5 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2M1.5 13.5c0-2.8 2-4.3 5-4.3 1 0 1.9.2 2.6.5M12 9v5M9.5 11.5h5" />
  ),
  case: <path d="M2 5h12v8.5H2zM5.5 5V2.5h5V5M2 8.5h12" />,
  wrench: (
    <path d="M13.8 4.2a3.6 3.6 0 0 1-4.9 4.4L4.5 13a1.6 1.6 0 0 1-2.3-2.3l4.4-4.4A3.6 3.6 0 0 1 11 1.4L8.9 3.5l.5 2 2 .5z" />
  ),
  shift: <path d="M8 14.3A6.3 6.3 0 1 0 8 1.7a6.3 6.3 0 0 0 0 12.6M8 4.5V8l2.5 1.8" />,
  patrol: (
    <path d="M4 14a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 4 14M12 5.2A1.6 1.6 0 1 0 12 2a1.6 1.6 0 0 0 0 3.2M5.6 12.4h5.2a2.2 2.2 0 0 0 0-4.4H5.2a2.2 2.2 0 0 1 0-4.4h5.2" />
  ),
  drill: <path d="M3.5 14.5v-12M3.5 3h9l-2 3 2 3h-9" />,
  figures: <path d="M2 14h12.5M4 11.5V8M7.5 11.5V3M11 11.5V6" />,
  health: <path d="M1.5 8.5h3l1.8-5 3 9 1.8-4h3.4" />,
  ledger: <path d="M3.5 2h9v12h-9zM6 5.5h4M6 8h4M6 10.5h2" />,
  settings: (
    <path d="M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6M9.8 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4M6.2 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4" />
  ),
  more: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  close: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  plus: <path d="M8 3v10M3 8h10" />,
  search: <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.7 10.7 14 14" />,
  filter: <path d="M2 3h12L9.5 8.5v5l-3-1.5V8.5z" />,
  edit: <path d="m2.5 13.5.8-3.3 7.5-7.5 2.5 2.5-7.5 7.5zM9.2 4.3l2.5 2.5" />,
  trash: <path d="M2.5 4h11M6 4V2.2h4V4M4 4l.7 10h6.6L12 4" />,
  download: <path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11" />,
  print: <path d="M4.5 6V2h7v4M4.5 11h-3V6h13v5h-3M4.5 9.5h7v4.5h-7z" />,
  undo: <path d="M3 7h6.5a3.5 3.5 0 0 1 0 7H6M6 4 3 7l3 3" />,
  phone: <path d="M3 2.5h3l1.2 3-1.7 1.3a8 8 0 0 0 3.7 3.7l1.3-1.7 3 1.2v3c-6 .6-11.1-4.5-10.5-10.5" />,
  lock: <path d="M3.5 7.5h9V14h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" />,
  pin: (
    <path d="M8 14.5S3.5 10 3.5 6.3a4.5 4.5 0 0 1 9 0C12.5 10 8 14.5 8 14.5M8 8a1.7 1.7 0 1 0 0-3.4A1.7 1.7 0 0 0 8 8" />
  ),
  info: <path d="M8 14.3A6.3 6.3 0 1 0 8 1.7a6.3 6.3 0 0 0 0 12.6M8 7.3v4M8 4.8v.1" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
