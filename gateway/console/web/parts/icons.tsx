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
  check: <path d="m3 8.5 3.2 3.2L13 5" />,
} satisfies Record<string, ReactNode>;

export function Icon({ name, size = 16 }: { name: keyof typeof shapes; size?: number }) {
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
