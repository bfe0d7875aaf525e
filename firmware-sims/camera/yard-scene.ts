import { createCameraPicture, toEven } from './camera-picture.ts';
import { drawText, type GlyphSource, loadGlyphs } from './glyph-paths.ts';
import type { SceneOptions, YardActor, YardScene } from './scene-kinds.ts';
import { renderSprite } from './sharp-pictures.ts';
import type { Sprite } from './sprite.ts';
import type { Stage } from './stage.ts';
import { drawOpenLift, drawYardBackdrop, type YardKind, yardKinds } from './yard-backdrops.ts';
import { drawYardActor } from './yard-figures.ts';
import { createYardVisit, type YardVisit } from './yard-visit.ts';
import { yardWays } from './yard-ways.ts';

/** Something small that moves now and then; `stateAt` changes when it has to be drawn again. */
interface Pastime {
  stateAt(nowMs: number): string;
  draw(stage: Stage, state: string): void;
}

/**
 * A public area or a lift: `background` 0 playground, 1 fire lane, 2 car park (a cat crosses every half minute), 3 the
 * lift's cabin (its floor display changes).
 */
export async function createYardScene(options: SceneOptions): Promise<YardScene> {
  const glyphs = await loadGlyphs();
  const kind = yardKinds[Math.abs(options.background ?? 0) % yardKinds.length] ?? 'playground';
  const picture = await createCameraPicture(glyphs, options, drawYardBackdrop(kind));
  const pastime = kind === 'lift' ? await createFloorDisplay(glyphs, options) : await createCat(kind, options);
  const openLift = kind === 'lift' ? await createOpenLift(options) : undefined;
  let visit: YardVisit | undefined;
  let visits = 0;

  const takeAway = (reason: string): void => {
    visits += 1;
    visit?.takeAway(reason);
    visit = undefined;
  };
  return {
    render(frame, nowMs) {
      const pose = visit?.poseAt(nowMs);
      if (!pose) visit = undefined;
      const state = pastime.stateAt(nowMs);
      return picture.paint(frame, nowMs, pose ? `${state} ${JSON.stringify(pose)}` : state, (stage) => {
        pastime.draw(stage, state);
        if (!pose || !visit) return;
        if (pose.moving) openLift?.(stage);
        visit.draw(stage, pose);
      });
    },
    async enter(actor) {
      takeAway('somebody else comes');
      const number = visits;
      const next = await prepareVisit(actor, kind, options);
      if (number === visits) visit = next;
      else next.takeAway('somebody else comes');
      return { thereAtMs: await next.arrival.done };
    },
    leave: async () => await visit?.leave(),
    clear: () => takeAway('the scene was cleared'),
  };
}

async function prepareVisit(actor: YardActor, kind: YardKind, size: SceneOptions): Promise<YardVisit> {
  const way = yardWays[kind][actor.kind];
  if (!way) throw new Error(`no ${actor.kind} comes into this picture (${kind})`);
  return createYardVisit(actor, way, await drawYardActor(actor, way.tall * size.height), size);
}

/** Whoever gets in or out does so through an open door. */
async function createOpenLift(size: { width: number; height: number }): Promise<(stage: Stage) => void> {
  const { svg, box } = drawOpenLift();
  const sprite = await renderSprite(svg, {
    width: toEven(size.width * box.width),
    height: toEven(size.height * box.height),
  });
  return (stage) => stage.draw(sprite, size.width * box.left, size.height * box.top);
}

const catEveryMs = 30_000;
const catCrossesMs = 8000;
const catDelaysMs: Record<YardKind, number> = { playground: 4000, 'fire-lane': 14_000, 'car-park': 22_000, lift: 0 };

async function createCat(kind: YardKind, size: { width: number; height: number }): Promise<Pastime> {
  const [width, height] = [toEven(size.width * 0.06), toEven(size.height * 0.07)];
  const body =
    '<path d="M6 20Q2 4 12 6Q16 18 24 20H62L64 8L70 14L78 8L82 20Q84 30 74 32L72 50H66L64 36H34L32 50H26L22 34Q14 30 6 20Z" fill="#3a332e"/>';
  const sprite = await renderSprite(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 88 54" preserveAspectRatio="none">${body}</svg>`,
    { width, height },
  );
  return {
    stateAt(nowMs) {
      const since = (nowMs + catDelaysMs[kind]) % catEveryMs;
      if (since > catCrossesMs) return '';
      return `${toEven((size.width + width) * (since / catCrossesMs)) - width}`;
    },
    draw(stage, state) {
      if (state !== '') stage.draw(sprite, Number(state), size.height * 0.82);
    },
  };
}

const floors = ['1', '2', '3', '4', '5', '6'];
const floorMs = 4000;

async function createFloorDisplay(glyphs: GlyphSource, size: { width: number; height: number }): Promise<Pastime> {
  const [width, height] = [toEven(size.width * 0.05), toEven(size.height * 0.08)];
  const digits = new Map<string, Sprite>();
  for (const floor of floors) {
    const text = drawText(glyphs, floor, { x: 20, y: 50, size: 52 });
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 58" preserveAspectRatio="none"><g fill="#ff8a2a">${text.svg}</g></svg>`;
    digits.set(floor, await renderSprite(svg, { width, height }));
  }
  return {
    // Up and down again, resting at the ends.
    stateAt(nowMs) {
      const step = Math.floor(nowMs / floorMs) % 16;
      const floor = step < 8 ? step - 1 : 14 - step;
      return floors[Math.min(Math.max(floor, 0), floors.length - 1)] ?? '1';
    },
    draw(stage, state) {
      const digit = digits.get(state);
      if (digit) stage.draw(digit, size.width * 0.475, size.height * 0.155);
    },
  };
}
