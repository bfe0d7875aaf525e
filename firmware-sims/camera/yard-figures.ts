import type { PersonPhoto } from '../assets/person-photo.ts';
import { type Figure, toEven } from './camera-picture.ts';
import { drawCarSide, type GroundDrawing } from './car-drawing.ts';
import { drawEBike } from './e-bike-drawing.ts';
import { figureOf } from './person-figures.ts';
import { createSpriteLevels } from './scaled-sprite.ts';
import type { YardActor } from './scene-kinds.ts';
import { personInFaces } from './sharp-person.ts';
import { renderSprite } from './sharp-pictures.ts';

/** What an actor is drawn of, farthest first; each is anchored where it touches the ground, `aside` pixels from the actor's place. */
export interface YardPart {
  figure: Figure;
  aside: number;
}

/** Who pushes an e-bike is so many times as tall as it, and walks behind its saddle. */
const pusher = { tallerBy: 1.45, aside: -0.22 } as const;

/** `tall`: pixels, of the person, car or e-bike. */
export async function drawYardActor(actor: YardActor, tall: number): Promise<YardPart[]> {
  switch (actor.kind) {
    case 'person':
      return [{ figure: await standing(actor.person, tall), aside: 0 }];
    case 'car':
      return [{ figure: await drawn(drawCarSide(actor.paint), tall), aside: 0 }];
    case 'e-bike':
      return [
        { figure: await standing(actor.person, tall * pusher.tallerBy), aside: tall * pusher.aside },
        { figure: await drawn(drawEBike(), tall), aside: 0 },
      ];
  }
}

async function standing(person: PersonPhoto, tall: number): Promise<Figure> {
  const faceHeight = tall / personInFaces.tall;
  const { levels, anchor } = await figureOf(person, faceHeight);
  return { levels, anchor: { x: anchor.x, y: anchor.y + personInFaces.feetBelowFace * faceHeight } };
}

async function drawn({ svg, box }: GroundDrawing, tall: number): Promise<Figure> {
  const scale = tall / box.height;
  const sprite = await renderSprite(svg, { width: toEven(box.width * scale), height: toEven(tall) });
  return { levels: createSpriteLevels(sprite), anchor: { x: -box.left * scale, y: -box.top * scale } };
}
