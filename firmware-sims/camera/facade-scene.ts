import { createCameraPicture, toEven } from './camera-picture.ts';
import { drawFacadeBackdrop, facade, facadeFloorY } from './facade-backdrop.ts';
import { loadGlyphs } from './glyph-paths.ts';
import type { Scene, SceneOptions } from './scene-kinds.ts';
import { renderSprite } from './sharp-pictures.ts';
import type { Sprite } from './sprite.ts';

/** The high side of a house, seen from across the yard. Not a part of the demo compound. */
export interface FacadeScene extends Scene {
  /** A bucket falls from a balcony; resolves when it lies on the ground. A second one takes the first away. */
  drop(floor: number): Promise<void>;
  /** A bird comes down past the windows at an even pace, beating its wings, and flies off to the side. */
  fly(): Promise<void>;
}

/** Something that moves for a while. */
interface Motion {
  startMs: number | undefined;
  done: PromiseWithResolvers<void>;
  /** The middle, in parts of the picture; `undefined` when it is over. */
  at(seconds: number): readonly [x: number, y: number] | undefined;
  sprite(seconds: number): Sprite;
}

/** m/s², in storeys of 3 m. */
const gravity = 9.81 / 3;
const lies = 0.9;
const liesForS = 3;
const flightS = 4;

export async function createFacadeScene(options: SceneOptions): Promise<FacadeScene> {
  const picture = await createCameraPicture(await loadGlyphs(), options, drawFacadeBackdrop());
  const draw = (body: string, width: number, height: number) =>
    renderSprite(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" preserveAspectRatio="none">${body}</svg>`,
      { width: toEven(options.width * width), height: toEven(options.height * height) },
    );
  const bucket = await draw(
    '<path d="M2 3H22L18 24H6Z" fill="#7a1f1f"/><path d="M2 3H22V7H2Z" fill="#a33"/>',
    0.016,
    0.03,
  );
  const wings = [
    await draw('<path d="M0 4Q8 6 12 14Q16 6 24 4Q18 18 12 20Q6 18 0 4Z" fill="#2b2b2b"/>', 0.024, 0.03),
    await draw('<path d="M0 20Q8 10 12 10Q16 10 24 20Q16 16 12 18Q8 16 0 20Z" fill="#2b2b2b"/>', 0.024, 0.03),
  ] as const;
  let motions: Motion[] = [];

  const begin = (motion: Pick<Motion, 'at' | 'sprite'>): Promise<void> => {
    const begun: Motion = { ...motion, startMs: undefined, done: Promise.withResolvers() };
    motions.push(begun);
    return begun.done.promise;
  };
  const seenAt = (nowMs: number) =>
    motions.flatMap((motion) => {
      motion.startMs ??= nowMs;
      const seconds = (nowMs - motion.startMs) / 1000;
      const at = motion.at(seconds);
      if (!at) motion.done.resolve();
      if (!at) return [];
      const sprite = motion.sprite(seconds);
      const [x, y] = [
        toEven(at[0] * options.width - sprite.width / 2),
        toEven(at[1] * options.height - sprite.height / 2),
      ];
      return [{ motion, sprite, x, y }];
    });

  return {
    drop: (floor) => {
      const from = facadeFloorY(floor + 0.35);
      const y = (seconds: number) => Math.min(lies, from + ((gravity * seconds ** 2) / 2) * facade.storeyHeight);
      const endS = Math.sqrt((2 * (lies - from)) / (gravity * facade.storeyHeight)) + liesForS;
      return begin({ at: (seconds) => (seconds > endS ? undefined : [0.47, y(seconds)]), sprite: () => bucket });
    },
    fly: () =>
      begin({
        at: (seconds) => {
          if (seconds > flightS) return undefined;
          const off = Math.max(0, seconds - 2.4);
          return [0.62 + 0.2 * off, 0.1 + 0.2 * seconds - 0.2 * off];
        },
        sprite: (seconds) => wings[Math.floor(seconds * 7) % 2]!,
      }),
    render: (frame, nowMs) => {
      const seen = seenAt(nowMs);
      motions = seen.map(({ motion }) => motion);
      const state = seen.map(({ sprite, x, y }) => `${x},${y},${sprite === wings[1]}`).join(' ');
      return picture.paint(frame, nowMs, state, (stage) => {
        for (const { sprite, x, y } of seen) stage.draw(sprite, x, y);
      });
    },
  };
}
