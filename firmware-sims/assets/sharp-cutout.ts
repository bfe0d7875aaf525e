import sharp from 'sharp';
import type { PersonPhoto } from './person-photo.ts';

/**
 * A person's head as an SVG group: upright, cut out along the outline with a soft edge. In the group's units the face
 * is one high: its hairline at y = 0, its chin at y = 1, its middle at x = 0.
 */
export async function cutOutHead(person: PersonPhoto): Promise<string> {
  const region = await regionAround(person);
  const { left, top, width, height } = region;
  const picture = await sharp(person.photo)
    .extract(region)
    .modulate({ brightness: person.exposure })
    .jpeg({ quality: 98, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const { face } = person;
  const scale = 1 / face.height;
  const centre = { x: face.x + face.width / 2, y: face.y + face.height / 2 };
  const id = `edge-${person.id}`;
  // The outline is drawn a little fatter with round corners, then blurred: a soft edge on a smooth line.
  return [
    `<g transform="translate(0 0.5) scale(${scale}) rotate(${-person.tiltDegrees}) translate(${-centre.x} ${-centre.y})">`,
    `<defs><filter id="${id}-soft" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur stdDeviation="${face.height * 0.018}"/></filter>`,
    `<mask id="${id}" maskUnits="userSpaceOnUse" x="${left}" y="${top}" width="${width}" height="${height}"><polygon points="${person.outline}" fill="#fff" stroke="#fff" stroke-linejoin="round" stroke-width="${face.height * 0.01}" filter="url(#${id}-soft)"/></mask></defs>`,
    `<image mask="url(#${id})" x="${left}" y="${top}" width="${width}" height="${height}" href="data:image/jpeg;base64,${picture.toString('base64')}"/>`,
    '</g>',
  ].join('');
}

async function regionAround(person: PersonPhoto) {
  const photo = await sharp(person.photo)
    .metadata()
    .catch((cause: unknown) => {
      throw new Error(`the simulated cameras need the photo ${person.photo}: npm start fetches it`, { cause });
    });
  const points = person.outline.split(' ').map((point) => point.split(',').map(Number));
  const xs = points.map(([x]) => x ?? Number.NaN);
  const ys = points.map(([, y]) => y ?? Number.NaN);
  const margin = 16;
  const left = Math.max(0, Math.min(...xs) - margin);
  const top = Math.max(0, Math.min(...ys) - margin);
  const right = Math.min(photo.width, Math.max(...xs) + margin);
  const bottom = Math.min(photo.height, Math.max(...ys) + margin);
  return { left, top, width: right - left, height: bottom - top };
}
